"""When a staff page cannot be shown: what happened, in one sentence, on a page of the same house."""

import logging
import re
from typing import Final

from flask import Blueprint, Response, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    ServiceUnavailable,
)

from app.accounts import NoSuchColleague
from app.accounts.api_tokens import NoSuchToken
from app.accounts.emergency import NoSuchAccess
from app.extensions import db
from app.handoff.consents import NoSuchConsent
from app.handoff.push.order import NoSuchPush
from app.intake.arriving.devices import NoSuchVisit
from app.intake.arriving.invites import NoSuchInvite
from app.intake.case.own_site import NoSuchScreening
from app.intake.people.history import NoSuchPerson
from app.registers.own_lines import NoSuchLine
from app.retention.holds import NoSuchHold
from app.retention.policy import NoSuchPolicy
from app.retention.requests import NoSuchRequest
from app.sessions import SessionOver
from app.sites.change import NoSuchSite
from app.staff.access import record_unknown, record_unreadable
from app.staff.every_page import shared
from app.staff.message import message
from app.vault import Unreadable
from app.web import see_other
from app.web.errors import answer_error

log = logging.getLogger(__name__)
NOT_THERE = (
    NotFound,
    NoSuchAccess,
    NoSuchColleague,
    NoSuchConsent,
    NoSuchHold,
    NoSuchInvite,
    NoSuchLine,
    NoSuchPerson,
    NoSuchPolicy,
    NoSuchPush,
    NoSuchRequest,
    NoSuchScreening,
    NoSuchSite,
    NoSuchToken,
    NoSuchVisit,
)
_ACT: Final = re.compile(r"/staff/screenings/(?P<screening_id>[0-9a-f]{32})/")
_LIST: Final = "/staff/import/"


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong on the staff side."""
    for unrouted in (NotFound, MethodNotAllowed):
        blueprint.app_errorhandler(unrouted)(no_such_address)
    blueprint.errorhandler(Forbidden)(forbidden)
    blueprint.errorhandler(NotFound)(not_found)
    blueprint.errorhandler(RequestEntityTooLarge)(too_large)
    for error in NOT_THERE:
        blueprint.errorhandler(error)(not_found)
    blueprint.errorhandler(CSRFError)(stale)
    blueprint.errorhandler(SessionOver)(ended_meanwhile)
    blueprint.errorhandler(ServiceUnavailable)(unavailable)
    blueprint.errorhandler(SQLAlchemyError)(database_error)
    blueprint.errorhandler(Unreadable)(unreadable)
    blueprint.errorhandler(Exception)(anything)


def no_such_address(error: HTTPException) -> Response:
    """An address under /staff that no page answers; that of an act, opened anew, leads to where it is done."""
    if not request.path.startswith("/staff/"):
        return answer_error(error)
    if request.method == "GET" and isinstance(error, MethodNotAllowed):
        if act := _ACT.match(request.path):
            return see_other(url_for("staff.screening", screening_id=act["screening_id"]))
        if request.path.startswith(_LIST):
            return see_other(url_for("staff.lists"))
    what = _("There is no such page, or it is not open to you.")
    return message(error.code or 404, _("Nothing here"), what, around=shared())  # what is no page has no blueprint


def forbidden(error: Forbidden) -> Response:
    """Signed in, in another role."""
    return message(403, _("Not open to your role"), _("This page belongs to another role. The attempt was recorded."))


def not_found(error: Exception) -> Response:
    """Unknown, or of another site: which of the two is not said, and that somebody asked for it is on record."""
    record_unknown()
    return message(404, _("Nothing here"), _("There is no such page, or it is not open to you."))


def too_large(error: RequestEntityTooLarge) -> Response:
    """More than this form may be: it was not read, so nothing that was typed is known."""
    what = _("Nothing was changed. A logo may have at most 50 kB, a list 400 kB.")
    page = render_template("staff/message.html", heading=_("That was too large"), paragraphs=(what,), typed=())
    return make_response(page, 413)


def stale(error: CSRFError) -> Response:
    """The session ended while the page was open, so nothing was done; what was typed must not be lost with it."""
    if current_user.is_authenticated:
        return message(400, _("Please send that once more"), _("The page was too old. Open it anew and try again."))
    return message(403, _("You are signed out"), _("Nothing was saved. Sign in again and repeat it."))


def ended_meanwhile(error: SessionOver) -> Response:
    """Signed out elsewhere while this request was running: it is undone, and they are out here as well."""
    db.session.rollback()
    return see_other(url_for("staff.sign_in"))


def unavailable(error: ServiceUnavailable) -> Response:
    """The database did not answer when the session was read."""
    return _without_database(_("Something is not working"), _("The records cannot be reached right now."))


def database_error(error: SQLAlchemyError) -> Response:
    """The database failed in the middle of it. The kind of error is logged and never its message, which may quote."""
    log.error("the staff side met %s", type(error).__name__)
    db.session.rollback()
    return _without_database(_("We could not save that"), _("Nothing was changed."))


def unreadable(error: Unreadable) -> Response:
    """Something sealed does not open: its key is missing, or it was changed."""
    record_unreadable()
    return message(500, _("This cannot be read"), _("Its key is missing or it was changed. Tell whoever runs Braid."))


def anything(error: Exception) -> Response:
    """Whatever nobody foresaw; other HTTP errors keep their own page."""
    if isinstance(error, HTTPException):
        return answer_error(error)
    log.error("the staff side met %s", type(error).__name__)
    db.session.rollback()
    return message(500, _("Something went wrong"), _("Nothing was changed. Try again in a minute."))


def _without_database(heading: str, what: str) -> Response:
    g.without_database = True
    return message(503, heading, what, _("Try again in a minute."))
