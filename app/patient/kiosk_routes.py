"""A device of the centre in a person's hands: it begins with a number from the team and ends with nothing on it."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from app import sessions
from app.extensions import csrf, db
from app.intake.arriving import devices
from app.intake.arriving.devices import NumberRefused
from app.intake.arriving.guesses import TooManyGuesses
from app.patient import session
from app.patient.next_page import next_url
from app.settings import current_settings, whole_minutes
from app.sites import site_of
from app.web import held_back, see_other, shared_device
from app.web.errors import error_page
from app.web.language import forget_language

REFUSED, TOO_MANY = 422, 429


def register(blueprint: Blueprint) -> None:
    """Add the routes. What needs no token here can only be forged by somebody who holds the device already."""
    blueprint.app_context_processor(shared)
    blueprint.get("/kiosk")(rest)
    blueprint.post("/kiosk")(csrf.exempt(take_over))
    blueprint.get("/person")(person_comes)
    blueprint.post("/person")(csrf.exempt(ask_for_person))
    blueprint.post("/coming")(go_on_meanwhile)


def shared() -> dict[str, object]:
    """What the pages of such a visit know besides: that it is one, and how short its pauses are."""
    if not session.is_kiosk():
        return {"kiosk": None}
    return {"kiosk": session.kiosk_visit(), "idle_minutes": whole_minutes(current_settings().kiosk_idle)}


def rest() -> Response:
    """The device at rest. Whatever is under way on it ends here, as it does on leaving."""
    if session.is_kiosk():
        return see_other("/leave")
    response = make_response(_resting_page())
    if shared_device.is_shared():
        shared_device.share(response)
    if sessions.current().lapsed:
        forget_language(response)
    return response


def _resting_page(error: str | None = None) -> str:
    return render_template("patient/kiosk.html", error=error)


def take_over() -> Response:
    """Begin a visit, and sign out whoever of the staff is here. A wrong, a used and an expired number look alike."""
    try:
        visit = devices.use_up(request.form.get("pin", ""), request.remote_addr)
    except (NumberRefused, TooManyGuesses) as error:
        db.session.commit()
        if too_many := isinstance(error, TooManyGuesses):
            held_back.note("device numbers")
        return make_response(_resting_page("too_many" if too_many else "refused"), TOO_MANY if too_many else REFUSED)
    session.begin(site_of(visit.site_id), kiosk=visit.visit_id)
    response = see_other("/")
    sessions.end_brought(sessions.STAFF, response)
    devices.note_begun(visit)
    db.session.commit()
    if not shared_device.is_shared():  # at rest it forgot the last person's language; this one may have chosen theirs
        forget_language(response)
    shared_device.share(response)
    return response


def ask_for_person() -> Response:
    """Let staff see that a person is wanted. The page says for which visit, so that a session that is over does not
    swallow it.
    """
    visit = session.kiosk_visit() or request.form.get("visit", "")
    try:
        coming = devices.ask_for_person(visit)
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
        return error_page(
            503, _("We could not tell the team"), _("Please go to the desk, or ask anyone who works here.")
        )
    if session.is_kiosk():
        return see_other("/person")
    return make_response(_coming_page()) if coming else see_other("/help")


def person_comes() -> Response | str:
    """Somebody is on the way."""
    visit = session.kiosk_visit()
    if visit and devices.is_waited_for(visit):
        return _coming_page()
    return see_other(next_url(session.current_draft()))


def _coming_page() -> str:
    return render_template("patient/person.html")


def go_on_meanwhile() -> Response:
    """Go on with the questions."""
    return see_other(next_url(session.current_draft()))
