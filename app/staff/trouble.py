"""When a staff page cannot be shown: what happened, in one sentence, on a page of the same house."""

import re

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Forbidden, NotFound, ServiceUnavailable

from app.intake.review import NoSuchScreening
from app.staff.access import denied

FREE_TEXT = ("text", "assessment", "alone_because", "no_attempt_because")
_PUBLIC_ID = re.compile(r"[0-9a-f]{32}")


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong on the staff side."""
    blueprint.errorhandler(Forbidden)(forbidden)
    blueprint.errorhandler(NotFound)(not_found)
    blueprint.errorhandler(NoSuchScreening)(no_such_screening)
    blueprint.errorhandler(CSRFError)(stale)
    blueprint.errorhandler(ServiceUnavailable)(unavailable)


def message(status: int, heading: str, *paragraphs: str, typed: tuple[str, ...] = ()) -> Response:
    """A page that says what happened, and gives back what was typed."""
    page = render_template("staff/message.html", heading=heading, paragraphs=paragraphs, typed=typed)
    return make_response(page, status)


def forbidden(error: Forbidden) -> Response:
    """Signed in, in another role."""
    return message(403, "Not open to your role", "This page belongs to another role. The attempt was recorded.")


def not_found(error: NotFound) -> Response:
    """No such page."""
    return message(404, "Nothing here", "There is no such page, or it is not open to you.")


def no_such_screening(error: NoSuchScreening) -> Response:
    """Unknown, or of another site: which of the two is not said."""
    asked = str((request.view_args or {}).get("screening_id", ""))
    denied("screening", asked if _PUBLIC_ID.fullmatch(asked) else "unknown")
    return not_found(NotFound())


def stale(error: CSRFError) -> Response:
    """The session ended while the page was open, so nothing was done; what was typed must not be lost with it."""
    typed = tuple(filter(None, (request.form.get(name, "").strip() for name in FREE_TEXT)))
    if current_user.is_authenticated:
        return message(
            400, "Please send that once more", "The page was too old. Open it anew and try again.", typed=typed
        )
    return message(403, "You are signed out", "Nothing was saved. Sign in again and repeat it.", typed=typed)


def unavailable(error: ServiceUnavailable) -> Response:
    """The database does not answer."""
    return message(503, "Something is not working", "The records cannot be reached right now. Try again in a minute.")
