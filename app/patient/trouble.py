"""When something goes wrong on the person's side: a page that says so, and help all the same if the answer needs it."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, g, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, TooManyRequests

from app.patient.leave_routes import close, delete
from app.patient.session import NoDraft
from app.patient.stale import Drawn, drawn, page_once_more
from app.patient.unsaved import ended, from_before, help_instead, not_asked, not_kept
from app.sessions import current
from app.web import shared_device
from app.web.errors import answer_error, error_page
from app.web.language import forget_language

# Nobody has to prove that they may leave: without a session there is nothing to end but the cookie.
ENDS: Final[dict[str | None, Callable[[], Response]]] = {"patient.close": close, "patient.delete": delete}


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong on the person's side."""
    blueprint.errorhandler(NoDraft)(no_draft)
    blueprint.errorhandler(CSRFError)(stale)
    blueprint.errorhandler(Exception)(anything)


def no_draft(error: NoDraft) -> Response:
    """Never begun, or closed after a long pause, or nobody can tell because the database is away."""
    over = not_asked(410) if request.endpoint == "patient.call" else ended()
    page = _with_help(_unsaved(error_page(503)) if current().unavailable else over)
    if current().lapsed and shared_device.is_shared():
        forget_language(page)  # the next person chooses their own
    return page


def stale(error: CSRFError) -> Response:
    """The page was older than the session, or open for too long, or there is no session any more."""
    if not current().stored:
        end = ENDS.get(request.endpoint)
        return end() if end else no_draft(NoDraft())
    try:
        return _from_before() if drawn() is Drawn.BEFORE else _once_more()
    except (NoDraft, HTTPException, SQLAlchemyError) as failed:
        g.pop("once_more", None)  # there is no such page to look at
        return no_draft(failed) if isinstance(failed, NoDraft) else anything(failed)


def _from_before() -> Response:
    """Another screening was under way when the page was drawn: nothing of it may reach the one that is now."""
    return _with_help(not_asked(400) if request.endpoint == "patient.call" else from_before())


def _once_more() -> Response:
    """The same page, to be sent again; help first, if the answer needs it."""
    page = _help(once_more=True) or page_once_more()
    if drawn() is Drawn.NEVER and page.status_code == 200:
        page.status_code = 400
    return page


def anything(error: Exception) -> Response:
    """Whatever else: told by the page that fits it."""
    page = answer_error(error)
    if isinstance(error, HTTPException) and not isinstance(error, TooManyRequests):
        return page  # too large or not readable: there is no form to look into
    return _with_help(_unsaved(page) if isinstance(error, SQLAlchemyError) else page)


def _unsaved(otherwise: Response) -> Response:
    match request.endpoint:
        case "patient.answer":
            return not_kept()
        case "patient.call":
            return not_asked(503)
    return otherwise


def _with_help(otherwise: Response) -> Response:
    return _help(otherwise.status_code) or otherwise


def _help(status: int = 200, *, once_more: bool = False) -> Response | None:
    if request.endpoint == "patient.answer" and request.view_args:
        return help_instead(request.view_args["number"], request.form, status, once_more=once_more)
    return None
