"""The cookies: one for each audience, which holds a random token and nothing else, and the person's page mark.

Over plain HTTP on this very machine a browser would not keep a Secure cookie, so there, and nowhere else, the cookies
go by plain names and without Secure.
"""

import base64
import binascii
import ipaddress
import secrets
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from flask import Request, Response

PERSON: Final = "person"
STAFF: Final = "staff"
TOKEN_BYTES: Final = 32

_NAMES: Final = {PERSON: "s", STAFF: "a"}
_PAGE_MARK: Final = "n"
_SAME_SITE: Final = {PERSON: "Strict", STAFF: "Lax"}  # links in mail to staff must find them signed in


def new_token() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(TOKEN_BYTES)


def audience_of(path: str) -> str:
    """Whose cookie belongs to an address."""
    return STAFF if path == "/staff" or path.startswith("/staff/") else PERSON


def read_token(request: Request, audience: str, *, production: bool) -> bytes | None:
    """The token a request brings, or None when it brings none that could be one of ours."""
    text = request.cookies.get(_name(request, _NAMES[audience], production=production), "")
    try:
        token = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return token if len(token) == TOKEN_BYTES else None


def brought_cookie(request: Request, audience: str, *, production: bool) -> bool:
    """Whether the request carries this audience's cookie, whatever is in it."""
    return _name(request, _NAMES[audience], production=production) in request.cookies


def set_token(request: Request, response: Response, audience: str, token: bytes, *, production: bool) -> None:
    """Give the browser its token until it is closed."""
    _set(request, response, _NAMES[audience], token, audience, production=production)


def delete_token(request: Request, response: Response, audience: str, *, production: bool) -> None:
    """Take the cookie away."""
    _delete(request, response, _NAMES[audience], audience, production=production)


def renew_page_mark(request: Request, response: Response, *, production: bool) -> None:
    """Give the person's browser a value that means nothing and is new on each page.

    A browser may show an earlier page from memory, with its answers, without asking us. It does not when an HttpOnly
    cookie has changed since.
    """
    _set(request, response, _PAGE_MARK, new_token(), PERSON, production=production)


def delete_page_mark(request: Request, response: Response, *, production: bool) -> None:
    """Take the page mark away, if the browser has one."""
    if _name(request, _PAGE_MARK, production=production) in request.cookies:
        _delete(request, response, _PAGE_MARK, PERSON, production=production)


def _set(
    request: Request, response: Response, plain_name: str, value: bytes, audience: str, *, production: bool
) -> None:
    response.set_cookie(
        _name(request, plain_name, production=production),
        base64.urlsafe_b64encode(value).rstrip(b"=").decode(),
        path="/",
        secure=not is_plain_loopback(request, production=production),
        httponly=True,
        samesite=_SAME_SITE[audience],
    )


def _delete(request: Request, response: Response, plain_name: str, audience: str, *, production: bool) -> None:
    response.delete_cookie(
        _name(request, plain_name, production=production),
        path="/",
        secure=not is_plain_loopback(request, production=production),
        httponly=True,
        samesite=_SAME_SITE[audience],
    )


def _name(request: Request, plain: str, *, production: bool) -> str:
    return plain if is_plain_loopback(request, production=production) else f"__Host-{plain}"


def is_plain_loopback(request: Request, *, production: bool) -> bool:
    """Whether this connection is one over which a browser keeps no Secure cookie, and does not need to."""
    if production or request.scheme != "http":
        return False
    # Not request.host: that raises for a host that is not trusted, and this runs before the refusal is answered.
    return _is_loopback(request.environ.get("HTTP_HOST") or request.environ.get("SERVER_NAME", ""))


@lru_cache(maxsize=64)  # hosts that a client makes up push out the others, and nothing more
def _is_loopback(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
