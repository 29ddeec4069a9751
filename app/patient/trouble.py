"""When something goes wrong on the person's side: a page that says so, and help all the same if the answer needs it."""

from flask import Blueprint, Response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.patient.session import NoDraft
from app.patient.unsaved import ended, help_or, not_asked, not_kept
from app.sessions import current
from app.web.errors import answer_error, error_page


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong on the person's side."""
    blueprint.errorhandler(NoDraft)(no_draft)
    blueprint.errorhandler(CSRFError)(stale)
    blueprint.errorhandler(Exception)(anything)


def no_draft(error: NoDraft) -> Response:
    """Never begun, or closed after a long pause, or nobody can tell because the database is away."""
    over = not_asked(410) if request.endpoint == "patient.call" else ended()
    return _with_help(_unsaved(error_page(503)) if current().unavailable else over)


def stale(error: CSRFError) -> Response:
    """The page was older than the session, or there is no session any more."""
    if not current().stored:
        return no_draft(NoDraft())
    again = error_page(
        400,
        "Please press continue once more",
        "This page was open for a long time, or in two windows, so we did not take it. Nothing was changed.",
        "Go back, load the page anew, and press continue again.",
    )
    return _with_help(again)


def anything(error: Exception) -> Response:
    """Whatever else: told by the page that fits it."""
    page = answer_error(error)
    if isinstance(error, HTTPException):  # too large or not readable: there is no form to look into
        return page
    return _with_help(_unsaved(page) if isinstance(error, SQLAlchemyError) else page)


def _unsaved(otherwise: Response) -> Response:
    match request.endpoint:
        case "patient.answer":
            return not_kept()
        case "patient.call":
            return not_asked(503)
    return otherwise


def _with_help(otherwise: Response) -> Response:
    if request.endpoint == "patient.answer" and request.view_args:
        return help_or(otherwise, request.view_args["number"], request.form)
    return otherwise
