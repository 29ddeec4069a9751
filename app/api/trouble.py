"""When an operation cannot be done: a problem document for each reason. What nobody foresaw is answered in `web`."""

import re
from typing import Final

from flask import Blueprint, Response, g, request

from app.accounts.api_tokens import TooManyRequests
from app.api.caller import denied
from app.api.refusal import Refusal
from app.extensions import db
from app.handoff.by_recipient import TooManyCopies
from app.handoff.disclose import Refusal as WhyNot
from app.handoff.disclose import Refused, record_refusal
from app.intake.arriving.invites import NoSuchInvite
from app.intake.case.own_site import NoSuchScreening
from app.web import held_back
from app.web.problem import problem

_PUBLIC_ID: Final = re.compile(r"[0-9a-f]{32}")
WHY_NOT: Final[dict[WhyNot, str]] = {
    "no_consent": "No consent of this person names your system, as its token does.",
    "revoked": "The person took this consent back.",
    "happened": "This consent has ended.",
    "expired": "The last day of this consent is over.",
}


def register(blueprint: Blueprint) -> None:
    """Answer what goes wrong here."""
    blueprint.errorhandler(Refusal)(refused)
    for limit in (TooManyRequests, TooManyCopies):
        blueprint.errorhandler(limit)(too_many)
    blueprint.errorhandler(Refused)(no_consent)
    for error in (NoSuchScreening, NoSuchInvite):
        blueprint.errorhandler(error)(not_there)


def refused(error: Refusal) -> Response:
    """Said no to, for a reason of the API's own."""
    db.session.rollback()
    more = {"errors": error.errors} if error.errors else {}
    response = problem(error.status, error.name, error.detail, **more)
    response.headers.update(error.headers)
    return response


def too_many(error: Exception) -> Response:
    """Asked too often; which limit it was is not said, but in the log."""
    held_back.note("copies" if isinstance(error, TooManyCopies) else "requests", g.api_caller)
    response = problem(429, "", "That was too often. Nothing was changed.")
    response.headers["Retry-After"] = "60"
    return response


def not_there(error: Exception) -> Response:
    """Unknown, or of another site: which of the two is not said, and that somebody asked for it is on record."""
    asked = next((text for text in (request.view_args or {}).values() if _PUBLIC_ID.fullmatch(text)), "unknown")
    denied("page", asked)
    return problem(404)


def no_consent(error: Refused) -> Response:
    """Nothing is handed off, and that it was asked for is on record."""
    record_refusal((request.view_args or {})["screening_id"], g.api_caller, error.why)
    return problem(409, error.why.replace("_", "-"), WHY_NOT[error.why])
