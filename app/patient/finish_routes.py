"""The last pages: how to reach the person, check, send, the receipt and the result."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from app.asking.contact_form import ContactForm
from app.extensions import begin_immediate, clock, db
from app.extensions.broken_off import is_worth_another_try, lost_its_connection
from app.intake.arriving.contact_plan import asked_call
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.submit import send
from app.intake.draft_state import Receipt
from app.patient import session
from app.patient.check_page import answer_sections, contact_rows, left_out_topics
from app.patient.letter import letter
from app.patient.next_page import back_url, next_url
from app.patient.promise import contact_gap, contact_promise, how_to_reach_us, reading_promise
from app.patient.suspicion import count_sending, watch_sending
from app.web import see_other
from app.web.errors import error_page


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/contact")(ask_contact)
    blueprint.post("/contact")(keep_contact)
    blueprint.get("/check")(check)
    blueprint.post("/check")(send_answers)
    blueprint.get("/received")(received)
    blueprint.get("/result")(result)


def ask_contact() -> Response | str:
    """How may we reach you? Last and optional."""
    draft = session.current_draft()
    if not _questions_done(draft):
        return see_other(next_url(draft))
    return _contact_page(draft, draft.state.contact, {})


def _contact_page(draft: OpenDraft, values: dict[str, str], errors: dict[str, str]) -> str:
    return render_template("patient/contact.html", form=values, errors=errors, back=back_url(draft.path()))


def keep_contact() -> Response:
    """Keep the safe-contact plan."""
    draft = session.current_draft(to_write=True)
    if not _questions_done(draft):
        return see_other(next_url(draft))
    form = ContactForm()
    if not form.validate():
        errors = {name: _("Please write at most 200 letters.") for name in form.errors}
        return make_response(_contact_page(draft, request.form.to_dict(), errors), 422)
    doubts = form.doubts(draft.state.contact.get("contact_phone", ""))
    draft.state.contact = {**asked_call(draft.state.contact), **form.values()}
    draft.state.contact_seen = True
    draft.save()
    db.session.commit()
    if doubts:
        return make_response(_contact_page(draft, draft.state.contact, doubts), 422)
    return see_other(next_url(draft))


def contact_once_more() -> Response | str:
    """The page as it was typed."""
    draft = session.current_draft()
    return _contact_page(draft, request.form.to_dict(), {}) if _questions_done(draft) else see_other(next_url(draft))


def _questions_done(draft: OpenDraft) -> bool:
    return next_url(draft) in ("/contact", "/check")


def check() -> Response | str:
    """Everything once more, with links to change it."""
    draft = session.current_draft()
    path = draft.path()
    if next_url(draft, path) != "/check":
        return see_other(next_url(draft, path))
    return render_template(
        "patient/check.html",
        sections=answer_sections(path),
        contact={"rows": contact_rows(draft), "gap": contact_gap(draft.state.contact), "change_url": "/contact"},
        left_out=left_out_topics(path),
        back="/contact",
    )


def send_answers() -> Response:
    """Send, once. A second press, a reload or a retry after a failure leads to the same receipt.

    What broke off is tried once more here. Only one of the two can send: the second one waits for the row of the draft,
    and finds there what became of the first.
    """
    try:
        return _send()
    except SQLAlchemyError as error:
        db.session.rollback()
        if not is_worth_another_try(error):
            return _not_sent()
        nobody_knows = lost_its_connection(error)
    try:
        begin_immediate()
        return _send()
    except SQLAlchemyError:
        db.session.rollback()
        return _not_known() if nobody_knows else _not_sent()


def _send() -> Response:
    draft = session.current_draft(to_write=True)
    if next_url(draft) == "/check":
        session.note_sent()  # before sending takes the lock of the activity log: no row is waited for after that
        watch_sending(draft)
        send(draft)
        db.session.commit()
        count_sending(draft)
    return see_other(next_url(draft))


def _not_sent() -> Response:
    return error_page(
        503,
        _("We could not send your answers"),
        _("Something on our side is not working right now. Nothing was sent. Your answers are as they were."),
        _("Please go back and press send again in a minute."),
    )


def _not_known() -> Response:
    """The database went away while it was told."""
    return error_page(
        503,
        _("We do not know if your answers reached us"),
        _("Something on our side stopped working just then. Please go back and press send again in a minute."),
        _("If they did reach us, you will see that. Nothing is sent twice."),
    )


def received() -> Response | str:
    """The receipt: the reference, and who gets in touch by when."""
    draft = session.current_draft()
    receipt = draft.state.receipt
    if receipt is None or not draft.is_sent:
        return see_other(next_url(draft))
    return render_template(
        "patient/received.html",
        reference=receipt.reference,
        next=_what_next(draft, receipt),
        may_read=session.may_read_letter(),
    )


def _what_next(draft: OpenDraft, receipt: Receipt) -> list[str]:
    site, now, contact = draft.site, clock.now(), draft.state.contact
    reads = reading_promise(site, now)
    if not session.may_read_letter():  # by when somebody calls, and how, would tell what was answered
        return [reads]
    if gap := contact_gap(contact):
        return [reads, gap, how_to_reach_us(site)]
    return [
        reads,
        contact_promise(site, draft.level(), receipt.sent_at or now, now),
        _("We reach you only in the ways that you said are safe."),
    ]


def result() -> Response | str:
    """What the answers say, once, in this session."""
    draft = session.current_draft()
    if not draft.is_sent or not session.may_read_letter():
        return see_other(next_url(draft))
    return render_template(
        "patient/result.html", letter=letter(draft, draft.site, clock.now()), may_copy=not session.is_kiosk()
    )
