"""A page of one sentence or two: what happened, and what was typed into the form that could not be used."""

from collections.abc import Mapping
from typing import Final

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from app.extensions import db

FREE_TEXT: Final = ("text", "assessment", "alone_because", "no_attempt_because")
NOTHING: Final[Mapping[str, object]] = {}


def message(status: int, heading: str, *paragraphs: str, around: Mapping[str, object] = NOTHING) -> Response:
    """Say what happened, and give back what was typed. `around`: what the page shares, where no blueprint adds it."""
    texts = {"heading": heading, "paragraphs": paragraphs, "typed": _typed()}
    return make_response(render_template("staff/message.html", **around, **texts), status)


def refused(why: object) -> Response:
    """Somebody asked for what may not be. Nothing of it is kept. `why`: in one clause, in the reader's language."""
    db.session.rollback()
    return message(409, _("Nothing was changed"), _("This did not work: %(why)s.", why=why))


def _typed() -> tuple[str, ...]:
    """What was written into the form that could not be used."""
    return tuple(filter(None, (request.form.get(name, "").strip() for name in FREE_TEXT)))
