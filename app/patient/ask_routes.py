"""After sending: asking for a copy, a correction or a deletion of what was sent. No answer is shown for it."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from app.extensions import N_, clock, db
from app.patient import session
from app.patient.next_page import next_url
from app.patient.promise import day_and_time
from app.retention.models import WISHES, Wish
from app.retention.requests import ask, asked
from app.web import see_other

MOST: Final = 1000
WORDS: Final[Mapping[Wish, str]] = {
    "copy": N_("A copy of it"),
    "correction": N_("To change something in it"),
    "deletion": N_("To have it deleted"),
}


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/ask")(ask_for)
    blueprint.post("/ask")(keep_wish)


def ask_for() -> Response | str:
    """What would you like? And what they asked for already."""
    return _elsewhere() or _page()


def keep_wish() -> Response:
    """Keep it, sealed with what was sent. The same once more changes nothing."""
    if elsewhere := _elsewhere():
        return elsewhere
    kind, text = request.form.get("wish", ""), request.form.get("wish_words", "").strip()
    if kind not in WISHES:
        return make_response(_page({"wish": _("Please choose one.")}, kind, text), 422)
    if len(text) > MOST:
        return make_response(_page({"wish_words": _("Please write at most 1,000 letters.")}, kind, text), 422)
    ask(_screening_id(), WISHES[kind], text)
    db.session.commit()
    return see_other("/ask")


def wish_once_more() -> Response | str:
    """The page as it was typed."""
    chosen, typed = request.form.get("wish", ""), request.form.get("wish_words", "")
    return _elsewhere() or _page(chosen=chosen, typed=typed)


def _page(errors: Mapping[str, str] | None = None, chosen: str = "", typed: str = "") -> str:
    site, now = session.current_draft().site, clock.now()
    return render_template(
        "patient/ask.html",
        choices=[(wish, _(words)) for wish, words in WORDS.items()],
        waits=[(_(WORDS[wish]), day_and_time(site, at, now)) for wish, at in asked(_screening_id())],
        errors=errors or {},
        chosen=chosen,
        typed=typed,
    )


def _elsewhere() -> Response | None:
    """Where this visit belongs instead: nothing was sent yet, or the device goes to somebody else next."""
    draft = session.current_draft()
    if session.is_kiosk():
        return see_other("/received")
    return None if draft.is_sent and draft.state.receipt else see_other(next_url(draft))


def _screening_id() -> str:
    receipt = session.current_draft().state.receipt
    if receipt is None:
        raise session.NoDraft
    return receipt.screening_id
