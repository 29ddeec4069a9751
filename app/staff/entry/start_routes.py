"""Beginning to enter somebody's answers: how they come, and that the person agreed."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.asking.consent import told
from app.extensions import db
from app.intake.arriving.entering import confirm_consent
from app.intake.draft_state import Mode
from app.staff import entry_session
from app.staff.entry.forms import ConsentForm, EntryForm
from app.staff.entry.pages import CONSENTED, begun_view
from app.staff.entry_session import Entry, NoEntry
from app.staff.words.modes import ENTERED
from app.web import see_other
from app.web.language import LANGUAGES, current_language


def register(blueprint: Blueprint) -> None:
    blueprint.get("/entry", endpoint="entry")(start)
    blueprint.post("/entry")(begin_entry)
    blueprint.get("/entry/consent")(read_consent)
    blueprint.post("/entry/consent")(consent_given)
    blueprint.post("/entry/drop")(drop_entry)
    blueprint.errorhandler(NoEntry)(no_entry)


def no_entry(error: NoEntry) -> Response:
    """Nothing is being entered here."""
    return see_other(url_for("staff.entry"))


def start() -> Response:
    """How do the answers come? And what is under way in this session."""
    return _start_page(200, {"language": current_language()}, {})


def begin_entry() -> Response:
    """Begin. What is under way here is deleted only by whoever was told so."""
    form = EntryForm()
    if not form.validate():
        return _start_page(422, form.typed(), form.problems())
    if entry_session.under_way() and not form.said("anew"):
        return _start_page(409, form.typed(), {})
    mode: Mode = next(mode for mode in ENTERED if mode == form.said("mode"))
    entry_session.begin(mode, form.said("language"), form.day())
    db.session.commit()
    return see_other(url_for("staff.read_consent"))


def _start_page(status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    begun = entry_session.under_way()
    page = render_template(
        "staff/entry/start.html",
        begun=begun and begun_view(begun.draft),
        modes=[(mode, _(words)) for mode, words in ENTERED.items()],
        spoken=[(code, Markup('<span lang="{}">{}</span>').format(code, name)) for code, name in LANGUAGES.items()],
        values=values,
        errors=errors,
        idle_minutes=entry_session.idle_minutes(),
    )
    return make_response(page, status)


def read_consent() -> Response:
    """What the person has to hear, or to have signed, before the first question."""
    return _consent_page(entry_session.current(), 200, {})


def consent_given() -> Response:
    """They agreed, as staff confirm. The words, their version and language and the time are kept."""
    entry, form = entry_session.current(to_write=True), ConsentForm()
    if not form.validate():
        return _consent_page(entry, 422, form.problems())
    with force_locale(entry.language):
        text = told()
    confirm_consent(entry.draft, text.version, text.text_hash, entry.language)
    db.session.commit()
    return see_other(url_for("staff.entry_part", part=entry.draft.path().parts[0]))


def _consent_page(entry: Entry, status: int, errors: dict[str, str]) -> Response:
    with force_locale(entry.language):
        text = told()
    page = render_template(
        "staff/entry/consent.html",
        sections=text.sections,
        spoken=entry.language,
        agreed=_(CONSENTED[entry.draft.state.mode]),
        errors=errors,
    )
    return make_response(page, status)


def drop_entry() -> Response:
    """Delete what was entered and not sent."""
    entry_session.drop()
    db.session.commit()
    return see_other(url_for("staff.entry"))
