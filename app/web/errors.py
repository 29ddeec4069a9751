"""Error pages: what happened, what became of the answers, and the crisis numbers; never a technical word."""

import logging
import traceback
from typing import Final

from flask import Flask, Response, make_response, render_template
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, SecurityError, TooManyRequests

from app.crisis import last_resort
from app.extensions import N_, db
from app.settings import current_settings
from app.web.headers import NOTHING_AT_ALL
from app.web.problem import is_for_programs, problem, problem_of

log = logging.getLogger(__name__)
A_MINUTE: Final = "60"

WORDS: dict[int, tuple[str, str]] = {
    400: (
        N_("That did not work"),
        N_("What your browser sent could not be read. Nothing was changed. Please go back and try again."),
    ),
    403: (
        N_("That did not come from our page"),
        N_("For your safety we did not use it. Nothing was changed. Please go back and try again."),
    ),
    404: (N_("There is no such page"), N_("Nothing was changed, and your answers are as they were.")),
    405: (N_("That did not work"), N_("Nothing was changed. Please go back and try again.")),
    413: (N_("That was too long"), N_("We could not take that much text at once. Please go back and make it shorter.")),
    415: (N_("That did not work"), N_("What your browser sent could not be read. Nothing was changed.")),
    429: (
        N_("Please wait a minute"),
        N_("Too many pages were asked for at once. Nothing was changed. Please try again in a minute."),
    ),
    503: (
        N_("Something on our side is not working"),
        N_("If you just answered, that may not be saved. You will see when you go on. Please try again in a minute."),
    ),
}
OTHERWISE = (
    N_("Something went wrong on our side"),
    N_("We are sorry. Your earlier answers are kept. Please try again in a minute."),
)


def error_page(status: int, heading: str | None = None, *paragraphs: str) -> Response:
    """A page that says what happened."""
    words = WORDS.get(status, OTHERWISE)
    texts = paragraphs or tuple(_(text) for text in words[1:])
    shown = {"heading": heading or _(words[0]), "paragraphs": texts, "status": status, "errors": ()}
    return make_response(render_template("errors/page.html", **shown), status)


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    for kind in (HTTPException, Exception):
        app.register_error_handler(kind, answer_error)
    for no_host in (SecurityError, BadHost):
        app.register_error_handler(no_host, asked_of_another)


def answer_error(error: Exception) -> Response:
    """The page for an error, and one line of log for what nobody meant to happen. A program gets no page."""
    if isinstance(error, HTTPException):
        page = problem_of(error) if is_for_programs() else error_page(error.code or 500)
        if isinstance(error, TooManyRequests):
            page.headers["Retry-After"] = A_MINUTE  # whichever limit it was: that is not told
        return page
    _log(error)
    db.session.rollback()
    status = 503 if isinstance(error, SQLAlchemyError) else 500
    return problem(status) if is_for_programs() else error_page(status)


def asked_of_another(error: BadRequest) -> Response:
    """For a request that names a host that is not ours, or is none: without an address no page of ours can be drawn."""
    if is_for_programs():
        return problem(400)
    page = last_resort.page(current_settings().neutral_title)
    return Response(page, 400, mimetype="text/html", headers={"Content-Security-Policy": NOTHING_AT_ALL})


def _log(error: BaseException) -> None:
    """Where it happened and what kind it was; never its message, which may quote what somebody typed."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, places)
