"""Error pages: what happened, what became of the answers, and the crisis numbers; never a technical word."""

import logging
import traceback

from flask import Flask, Response, make_response, render_template
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.extensions import db

log = logging.getLogger(__name__)

WORDS: dict[int, tuple[str, str]] = {
    400: (
        "That did not work",
        "What your browser sent could not be read. Nothing was changed. Please go back and try again.",
    ),
    403: (
        "That did not come from our page",
        "For your safety we did not use it. Nothing was changed. Please go back and try again.",
    ),
    404: ("There is no such page", "Nothing was changed, and your answers are as they were."),
    405: ("That did not work", "Nothing was changed. Please go back and try again."),
    413: ("That was too long", "We could not take that much text at once. Please go back and make it shorter."),
    415: ("That did not work", "What your browser sent could not be read. Nothing was changed."),
    503: (
        "We could not save that",
        "Something on our side is not working. Your last answer was not saved. Please try again in a minute.",
    ),
}
OTHERWISE = (
    "Something went wrong on our side",
    "We are sorry. Your earlier answers are kept. Please try again in a minute.",
)


def error_page(status: int, heading: str | None = None, *paragraphs: str) -> Response:
    """A page that says what happened."""
    words = WORDS.get(status, OTHERWISE)
    shown = {"heading": heading or words[0], "paragraphs": paragraphs or words[1:], "status": status, "errors": ()}
    return make_response(render_template("errors/page.html", **shown), status)


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    for kind in (HTTPException, Exception):
        app.register_error_handler(kind, answer_error)


def answer_error(error: Exception) -> Response:
    """The page for an error, and one line of log for what nobody meant to happen."""
    if isinstance(error, HTTPException):
        return error_page(error.code or 500)
    _log(error)
    db.session.rollback()
    return error_page(503 if isinstance(error, SQLAlchemyError) else 500)


def _log(error: BaseException) -> None:
    """Where it happened and what kind it was; never its message, which may quote what somebody typed."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, places)
