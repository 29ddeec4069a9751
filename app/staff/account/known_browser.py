"""From where somebody comes: whether this browser is known to them, and what it says of itself, coarsely."""

from collections.abc import Mapping
from typing import Final

from flask import Response, request

from app.accounts import StaffUser, known_browsers
from app.accounts.tries import Caller
from app.web.choice_cookie import choose, chosen

_COOKIE: Final = "k"
OTHER: Final = "another"
# The first that is found: each later one also stands in what some earlier one says of itself.
_BROWSERS: Final[Mapping[str, str]] = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final[Mapping[str, str]] = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def caller(email: str) -> Caller:
    """Where a try at this account comes from."""
    return Caller(request.remote_addr, known_browsers.bucket_of(chosen(_COOKIE) or "", email))


def is_known(user: StaffUser) -> bool:
    """Whether they signed in here before."""
    return known_browsers.bucket_of(chosen(_COOKIE) or "", user.email) is not None


def make_known(response: Response, user: StaffUser) -> None:
    """They did now."""
    choose(response, _COOKIE, known_browsers.with_mark(chosen(_COOKIE) or "", user), lasts=known_browsers.LASTS)


def where() -> dict[str, str]:
    """Which kind of browser on which kind of device: enough for its owner to know it again, and no more."""
    said = request.headers.get("User-Agent", "")
    return {"browser": _first(_BROWSERS, said), "system": _first(_SYSTEMS, said)}


def _first(names: Mapping[str, str], said: str) -> str:
    return next((name for sign, name in names.items() if sign in said), OTHER)
