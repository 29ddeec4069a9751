"""The two cookies. They hold a random token and nothing else.

Over plain HTTP on this very machine a browser would not keep a Secure cookie, so there, and nowhere else, the cookies
go by plain names and without Secure.
"""

import base64
import binascii
import ipaddress
import secrets
from typing import Final
from urllib.parse import urlsplit

from flask import Request, Response

PERSON: Final = "person"
STAFF: Final = "staff"
TOKEN_BYTES: Final = 32

_NAMES: Final = {PERSON: "s", STAFF: "a"}
_SAME_SITE: Final = {PERSON: "Strict", STAFF: "Lax"}  # links in mail to staff must find them signed in


def new_token() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(TOKEN_BYTES)


def audience_of(path: str) -> str:
    """Whose cookie belongs to an address."""
    return STAFF if path == "/staff" or path.startswith("/staff/") else PERSON


def read_token(request: Request, audience: str, *, production: bool) -> bytes | None:
    """The token a request brings, or None when it brings none that could be one of ours."""
    text = request.cookies.get(_name(request, audience, production=production), "")
    try:
        token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == TOKEN_BYTES else None


def brought_cookie(request: Request, audience: str, *, production: bool) -> bool:
    """Whether the request carries this audience's cookie, whatever is in it."""
    return _name(request, audience, production=production) in request.cookies


def set_token(request: Request, response: Response, audience: str, token: bytes, *, production: bool) -> None:
    """Give the browser its token until it is closed."""
    response.set_cookie(
        _name(request, audience, production=production),
        base64.urlsafe_b64encode(token).rstrip(b"=").decode(),
        path="/",
        secure=not _is_plain_loopback(request, production=production),
        httponly=True,
        samesite=_SAME_SITE[audience],
    )


def delete_token(request: Request, response: Response, audience: str, *, production: bool) -> None:
    """Take the cookie away."""
    response.delete_cookie(
        _name(request, audience, production=production),
        path="/",
        secure=not _is_plain_loopback(request, production=production),
        httponly=True,
        samesite=_SAME_SITE[audience],
    )


def _name(request: Request, audience: str, *, production: bool) -> str:
    plain = _NAMES[audience]
    return plain if _is_plain_loopback(request, production=production) else f"__Host-{plain}"


def _is_plain_loopback(request: Request, *, production: bool) -> bool:
    if production or request.scheme != "http":
        return False
    # Not request.host: that raises for a host that is not trusted, and this runs before the refusal is answered.
    return _is_loopback(request.environ.get("HTTP_HOST") or request.environ.get("SERVER_NAME", ""))


def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
