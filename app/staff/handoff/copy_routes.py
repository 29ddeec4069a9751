"""Handing a screening to somebody, as a page or as a file. A refusal is answered with its reason, and recorded."""

from flask import Blueprint, Response, make_response, render_template
from flask_login import current_user

from app.extensions import db
from app.handoff.csv_file import dictionary_csv
from app.handoff.disclose import Copy, Refused, hand_off, hand_off_in_emergency, record_refusal
from app.handoff.formats import FILES
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.pdf_file import TYPE as PDF
from app.handoff.scope import copy_words
from app.registers.sign_offs import all_signed
from app.staff.forms import StaffForm
from app.staff.handoff.copy_page import scope_view
from app.staff.handoff.handoff_forms import CopyForm, EmergencyForm
from app.staff.handoff.handoff_page import show
from app.staff.handoff.report_page import report_page
from app.staff.handoff.report_pdf import report_pdf
from app.staff.here import own_site, times
from app.staff.several_forms import Sent, failed
from app.staff.words.visible import visible
from app.web.attachment import attachment

NAME = "report"  # of every copy: neutral, whoever it is about


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    one = "/screenings/<screening_id>/hand-off"
    blueprint.post(one, endpoint="hand_off")(post_copy)
    blueprint.get("/data-dictionary")(data_dictionary)
    blueprint.post(f"{one}/emergency", endpoint="hand_off_in_emergency")(post_emergency)


def post_copy(screening_id: str) -> Response:
    """Make a copy under a consent that is in force."""
    form = CopyForm()
    if not form.validate():
        return failed(show, screening_id, "copy", form, form.problems())
    try:
        deidentify = form.said("deidentified") == "yes"
        copy = hand_off(screening_id, current_user, form.consent_id(), form.said("form"), deidentify=deidentify)
    except Refused as why:
        return refused(screening_id, form, "copy", why)
    return _answer(screening_id, copy, form.said("form"))


def post_emergency(screening_id: str) -> Response:
    """Make a copy for those who treat an emergency."""
    form = EmergencyForm()
    if not form.validate():
        return failed(show, screening_id, "emergency", form, form.problems())
    copy = hand_off_in_emergency(screening_id, current_user, form.emergency(), form.said("form"))
    return _answer(screening_id, copy, form.said("form"))


def data_dictionary() -> Response:
    """What the rows of a table mean. Nothing in it is about anybody."""
    file = FILES["csv"]
    return attachment(dictionary_csv(), file.kind, f"dictionary.{file.ending}")


def refused(screening_id: str, form: StaffForm, name: str, why: Refused) -> Response:
    """The page with the reason for which nothing may be handed off; that it was asked for is recorded."""
    record_refusal(screening_id, current_user, why.why)
    return show(screening_id, 409, Sent(name, form.typed(), conflict=str(why)))


def _answer(screening_id: str, copy: Copy, form: str) -> Response:
    """The copy, made before the commit: what cannot be made was not handed off."""
    response = _made(screening_id, copy, form)
    db.session.commit()
    return response


def _made(screening_id: str, copy: Copy, form: str) -> Response:
    if form == "sheet":
        return _sheet(screening_id, copy)
    if form == "pdf":
        return attachment(report_pdf(copy, times(), signed_off=all_signed(own_site())), PDF, f"{NAME}.pdf")
    file = FILES[form]
    return attachment(file.write(copy), file.kind, f"{NAME}.{file.ending}")


def _sheet(screening_id: str, copy: Copy) -> Response:
    page = render_template(
        "staff/handoff/sheet.html",
        page=report_page(copy.report, times()),
        scope=scope_view(copy.scope, times()),
        scope_in_short=visible(copy_words(copy)),
        deidentified=copy.scope.deidentified,
        screening_id=screening_id,
        notice=NOTICE,
        short_notice=SHORT_NOTICE,
    )
    return make_response(page)
