"""Entering the answers, a part at a time. Where one needs help, the script for it comes next."""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from app.asking.answer_forms import AnswerForm, answer_form
from app.asking.wording import words_in
from app.extensions import db
from app.instruments import catalogue
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.entering import Entered, enter_part, mark_of, steps_of
from app.staff import entry_session
from app.staff.entry.pages import Errors, part_links, part_view
from app.staff.entry.script import script_view
from app.staff.entry_session import Entry, idle_minutes
from app.web import see_other

ENDS: Final = {"contact": "staff.entry_contact", "check": "staff.entry_check"}


def register(blueprint: Blueprint) -> None:
    blueprint.get("/entry/part/<part>")(entry_part)
    blueprint.post("/entry/part/<part>")(keep_part)


def entry_part(part: str) -> Response:
    """The questions of one part."""
    entry = entry_session.current()
    return place_instead(entry.draft, part) or _part_page(entry, part, 200)


def keep_part(part: str) -> Response:
    """Keep what was entered, where it is asked. A part that was changed meanwhile is not overwritten."""
    entry = entry_session.current(to_write=True)
    if elsewhere := place_instead(entry.draft, part):
        return elsewhere
    asked, form = _asked(), _form()
    form.validate()
    if request.form.get("mark") != mark_of(entry.draft, asked) and _would_change(entry.draft, asked, form):
        return _part_page(entry, part, 409, form.problems(), conflict=True)
    entered = _keep_valid(entry, part, asked, form)
    db.session.commit()
    if form.errors:
        return _part_page(entry, part, 422, form.problems(), tells=entered.tells)
    if entered.tells:
        return see_other(url_for("staff.entry_script", part=part, to=_wanted(entry.draft)))
    stays = entered.more or "stay" in request.form
    return see_other(place_wanted(entry.draft) or (_same(part) if stays else place_after(entry.draft, part)))


def _keep_valid(entry: Entry, part: str, asked: list[str], form: AnswerForm) -> Entered:
    """Keep and judge what can be: one answer that cannot be read must not delay the help that another one needs."""
    given = form.answers()
    languages = {link_id: words_in(catalogue().item(link_id), entry.language).lang for link_id in given}
    return enter_part(entry.draft, part, [name for name in asked if name not in form.errors], given, languages)


def _wanted(draft: OpenDraft) -> str | None:
    """The place of this entry that somebody asked for, if there is such a place."""
    place = request.values.get("to", "")
    return place if place in (*draft.path().parts, *ENDS) else None


def place_wanted(draft: OpenDraft) -> str | None:
    """The address of the place that somebody asked to go to, of this entry."""
    place = _wanted(draft)
    if place is None:
        return None
    return url_for(ENDS[place]) if place in ENDS else url_for("staff.entry_part", part=place)


def place_instead(draft: OpenDraft, part: str = "") -> Response | None:
    """Where to go where this page is not open: nobody agreed yet, everything is sent, or the part is not asked."""
    if draft.state.receipt and draft.is_sent:
        return see_other(url_for("staff.screening", screening_id=draft.state.receipt.screening_id))
    if draft.state.consent is None:
        return see_other(url_for("staff.read_consent"))
    parts = draft.path().parts
    return see_other(_same(parts[0])) if part and part not in parts else None


def place_after(draft: OpenDraft, part: str) -> str:
    """The next part of this person; after the last, how to reach them."""
    parts = draft.path().parts
    following = parts[parts.index(part) + 1 :]
    return url_for("staff.entry_part", part=following[0]) if following else url_for("staff.entry_contact")


def place_onwards(draft: OpenDraft, part: str) -> str:
    """After the script of a part: where somebody wanted to go, or on with the questions."""
    return place_wanted(draft) or (_same(part) if _has_open(draft, part) else place_after(draft, part))


def _same(part: str) -> str:
    return url_for("staff.entry_part", part=part, _anchor="next")


def _has_open(draft: OpenDraft, part: str) -> bool:
    return any(link_id not in draft.state.answers for step in steps_of(draft, part) for link_id in step.link_ids)


def _asked() -> list[str]:
    """The items that stood on the page."""
    return [link_id for link_id in request.form.get("asked", "").split() if link_id in catalogue().items]


def _form() -> AnswerForm:
    items = tuple(catalogue().item(link_id) for link_id in dict.fromkeys(_asked()))
    return answer_form(items, may_be_blank=True)(request.form)


def _would_change(draft: OpenDraft, asked: list[str], form: AnswerForm) -> bool:
    given = form.answers()
    return any(draft.state.answers.get(link_id) != given.get(link_id) for link_id in asked)


def _part_page(
    entry: Entry,
    part: str,
    status: int,
    errors: Errors | None = None,
    *,
    conflict: bool = False,
    tells: Sequence[str] = (),
) -> Response:
    typed = None if status == 200 else {link_id: request.form.getlist(link_id) for link_id in _asked()}
    page = part_view(entry.draft, part, entry.language, typed, errors)
    body = render_template(
        "staff/entry/part.html",
        page=page,
        parts=part_links(entry.draft.path()),
        conflict=conflict,
        script=script_view(entry.draft, tells, entry.language) if tells else None,
        spoken=entry.language,
        idle_minutes=idle_minutes(),
    )
    return make_response(body, status)
