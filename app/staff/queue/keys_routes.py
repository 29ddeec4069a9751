"""Turning single-letter keys off and on: they get in the way of whoever speaks to the computer (WCAG 2.1.4)."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, request

from app.staff.queue.address import address_of, view_asked_for
from app.web import see_other
from app.web.choice_cookie import choose, chosen, forget

_COOKIE: Final = "k"
_OFF: Final = "off"
_LASTS: Final = timedelta(days=365)


def register(blueprint: Blueprint) -> None:
    blueprint.post("/keys")(switch_keys)


def keys_are_on() -> bool:
    """Whether single letters are keys in this browser."""
    return chosen(_COOKIE) != _OFF


def switch_keys() -> Response:
    """Turn them off or on in this browser, and back to the same view of the queue."""
    response = see_other(address_of(view_asked_for()))
    if request.form.get("keys") == _OFF:
        choose(response, _COOKIE, _OFF, lasts=_LASTS)
    else:
        forget(response, _COOKIE)
    return response
