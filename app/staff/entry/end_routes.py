"""The end of an entry: how to reach the person, everything once more, sent."""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.asking.contact_form import MOST, ContactForm
from app.extensions import db
from app.intake.arriving.contact_plan import asked_call
from app.intake.arriving.entering import send_entry
from app.staff import entry_session
from app.staff.case.contact import contact_view
from app.staff.entry.pages import begun_view, check_parts, part_links
from app.staff.entry.part_routes import place_instead, place_wanted
from app.staff.entry_session import Entry
from app.staff.words.modes import ENTERED
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    blueprint.get("/entry/contact")(entry_contact)
    blueprint.post("/entry/contact")(keep_contact)
    blueprint.get("/entry/check")(entry_check)
    blueprint.post("/entry/check")(send_entered)


def entry_contact() -> Response:
    """How the person may be reached."""
    entry = entry_session.current()
    return place_instead(entry.draft) or _contact_page(entry, 200, entry.draft.state.contact, {})


def keep_contact() -> Response:
    """Keep the safe-contact plan."""
    entry = entry_session.current(to_write=True)
    if elsewhere := place_instead(entry.draft):
        return elsewhere
    form = ContactForm()
    if not form.validate():
        errors = {name: _("Please write at most %(most)s characters.", most=MOST) for name in form.errors}
        return _contact_page(entry, 422, request.form.to_dict(), errors)
    doubts = form.doubts(entry.draft.state.contact.get("contact_phone", ""))
    entry.draft.state.contact = {**asked_call(entry.draft.state.contact), **form.values()}
    entry.draft.state.contact_seen = True
    entry.draft.save()
    db.session.commit()
    if doubts:
        return _contact_page(entry, 422, entry.draft.state.contact, doubts)
    if "stay" in request.form:
        return see_other(url_for("staff.entry_contact"))
    return see_other(place_wanted(entry.draft) or url_for("staff.entry_check"))


def _contact_page(entry: Entry, status: int, values: dict[str, str], errors: dict[str, str]) -> Response:
    page = render_template(
        "staff/entry/contact.html", values=values, errors=errors, parts=part_links(entry.draft.path())
    )
    return make_response(page, status)


def entry_check() -> Response | str:
    """Everything once more, with what was left blank."""
    entry = entry_session.current()
    if elsewhere := place_instead(entry.draft):
        return elsewhere
    path = entry.draft.path()
    return render_template(
        "staff/entry/check.html",
        mode=_(ENTERED[entry.draft.state.mode]),
        checked=check_parts(path, entry.language),
        contact=contact_view(entry.draft.state.contact),
        parts=part_links(path),
        handed_over=begun_view(entry.draft).reference,
    )


def send_entered() -> Response:
    """Send, once: whoever presses twice comes to the same screening."""
    entry = entry_session.current(to_write=True)
    if elsewhere := place_instead(entry.draft):
        return elsewhere
    receipt = send_entry(entry.draft, current_user)
    db.session.commit()
    return see_other(url_for("staff.screening", screening_id=receipt.screening_id))
