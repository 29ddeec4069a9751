"""Browsers in which somebody signed in before. A mark in a cookie says so; it opens nothing.

Whoever tries passwords from elsewhere fills a bucket that is not that of the owner's own browser (`tries`), and a
sign-in from a browser that is not known is worth telling its owner.
"""

import base64
import binascii
import hmac
import secrets
from datetime import timedelta
from typing import Final

from app.accounts.models import StaffUser, email_index
from app.extensions import clock
from app.vault import current_vault

LASTS: Final = timedelta(days=90)
MOST: Final = 5  # several people share a desk
_DAY: Final = 3
_NONCE: Final = 13
_MAC: Final = 16
_BETWEEN: Final = "."


def with_mark(cookie: str, user: StaffUser) -> str:
    """What the cookie holds from now on: a new mark for this person in the place of theirs from before."""
    others = [mark for mark in cookie.split(_BETWEEN) if mark and _opened(mark, user.email_index) is None]
    body = _today().to_bytes(_DAY, "big") + secrets.token_bytes(_NONCE)
    made = base64.urlsafe_b64encode(body + _mac(user.email_index, body)).decode()
    return _BETWEEN.join([made, *others][:MOST])


def bucket_of(cookie: str, email: str) -> bytes | None:
    """The bucket of the browser that has this cookie, if somebody signed in there under this address; else None."""
    index = email_index(email)
    found = next((body for mark in cookie.split(_BETWEEN) if (body := _opened(mark, index))), None)
    return current_vault().blind_index("known-browser", f"{index.hex()} {found.hex()}") if found else None


def _opened(mark: str, index: bytes) -> bytes | None:
    try:
        raw = base64.b64decode(mark.encode(errors="replace"), b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[: _DAY + _NONCE], raw[_DAY + _NONCE :]
    age = _today() - int.from_bytes(body[:_DAY], "big")
    return body if hmac.compare_digest(mac, _mac(index, body)) and 0 <= age < LASTS.days else None


def _mac(index: bytes, body: bytes) -> bytes:
    return hmac.digest(current_vault().derive("known-browser"), index + body, "sha256")[:_MAC]


def _today() -> int:
    return clock.now().date().toordinal()
