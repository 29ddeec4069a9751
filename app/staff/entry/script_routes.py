"""What to say and do right after an answer that needs help, and handing over what there is before going on."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.asking.contact_form import TOO_SHORT, looks_short
from app.extensions import db
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.entering import ask_back, asked_back, most_pressing_first, steps_of
from app.screening import Level
from app.staff import entry_session
from app.staff.entry.forms import CallBackForm
from app.staff.entry.part_routes import place_instead, place_onwards
from app.staff.entry.script import script_view
from app.staff.entry_session import Entry
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/entry/script/<part>")(entry_script)
    blueprint.post("/entry/script/<part>")(entry_call)


def entry_script(part: str) -> Response:
    """What to say and do now, because of the answers of this part."""
    entry = entry_session.current()
    phone = entry.draft.state.contact.get("contact_phone", "")
    doubts = {"phone": _(TOO_SHORT)} if asked_back(entry.draft) and looks_short(phone) else {}
    return _instead(entry.draft, part) or _script_page(entry, part, 200, doubts)


def entry_call(part: str) -> Response:
    """Hand over what there is, with an alert, to whoever enters it. Pressing twice changes nothing more."""
    entry, form = entry_session.current(to_write=True), CallBackForm()
    if elsewhere := _instead(entry.draft, part):
        return elsewhere
    if not form.validate():
        return _script_page(entry, part, 422, form.problems())
    ask_back(entry.draft, current_user, form.said("phone"))
    db.session.commit()
    return see_other(url_for("staff.entry_script", part=part))


def _tells(draft: OpenDraft, part: str) -> tuple[str, ...]:
    shown = [tell for step in steps_of(draft, part) for tell in draft.state.shown_after(step.number)]
    return most_pressing_first(draft, shown)


def _instead(draft: OpenDraft, part: str) -> Response | None:
    if draft.is_sent or not _tells(draft, part):
        return place_instead(draft, part) or see_other(url_for("staff.entry_part", part=part, _anchor="next"))
    return None


def _script_page(entry: Entry, part: str, status: int, errors: dict[str, str]) -> Response:
    draft, receipt = entry.draft, entry.draft.state.receipt
    page = render_template(
        "staff/entry/script.html",
        part=part,
        script=script_view(draft, _tells(draft, part), entry.language),
        spoken=entry.language,
        presses=draft.level() in (Level.IMMINENT, Level.URGENT),
        reference=receipt.reference if receipt and asked_back(draft) else None,
        values={"phone": CallBackForm().said("phone") or draft.state.contact.get("contact_phone", "")},
        errors=errors,
        go_on=place_onwards(draft, part),
        contact_seen=draft.state.contact_seen,
    )
    return make_response(page, status)
