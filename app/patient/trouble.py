"""When there is no screening under way: a page that says so, and help all the same if the answer needs it."""

from flask import Blueprint, Response, request
from flask_wtf.csrf import CSRFError

from app.patient.session import NoDraft
from app.patient.unsaved import ended, not_kept
from app.sessions import current
from app.web.errors import error_page

STEP = "patient.answer"


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong on the person's side."""
    blueprint.errorhandler(NoDraft)(no_draft)
    blueprint.errorhandler(CSRFError)(stale)


def no_draft(error: NoDraft) -> Response:
    """Never begun, or closed after a long pause."""
    return _not_kept(over=not current().unavailable)


def stale(error: CSRFError) -> Response:
    """The page was older than the session, or there is no session any more."""
    if not current().stored:
        return no_draft(NoDraft())
    return error_page(
        400,
        "Please press continue once more",
        "This page was open for a long time, so we did not take it. Your earlier answers are kept.",
        "Go back, and press continue again.",
    )


def _not_kept(*, over: bool) -> Response:
    if request.endpoint == STEP and request.view_args:
        return not_kept(request.view_args["number"], request.form, over=over)
    return ended() if over else error_page(503)
