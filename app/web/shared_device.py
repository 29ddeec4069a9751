"""Which browsers are on devices of the centre that go from hand to hand.

A cookie of its own says so, because it has to outlast every session: the page after a timeout must still know that
somebody else comes next. It says nothing about anybody. Signing in as staff takes the device back.
"""

from datetime import timedelta
from typing import Final

from flask import Response

from app.web.choice_cookie import choose, chosen, forget
from app.web.language import forget_language
from app.web.redirects import see_other

RESTING_PAGE: Final = "/kiosk"
_COOKIE: Final = "d"
_LASTS: Final = timedelta(days=30)  # each visit, and each look at the resting page, begins it anew


def is_shared() -> bool:
    """Whether this request comes from such a device."""
    return chosen(_COOKIE) is not None


def share(response: Response) -> None:
    """From now on this browser is one of them, until nobody has used it for a month."""
    choose(response, _COOKIE, "1", lasts=_LASTS)


def take_back(response: Response) -> None:
    """It is no longer."""
    forget(response, _COOKIE)


def to_rest() -> Response:
    """Nobody has the device any more: back to its first page, with nothing of whoever had it."""
    response = see_other(RESTING_PAGE)
    forget_language(response)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
