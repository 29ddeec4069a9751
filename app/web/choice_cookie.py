"""Cookies that hold a choice and no secret. Named and flagged as those of a session are."""

from datetime import timedelta

from flask import Response, has_request_context, request

from app.sessions.cookies import is_plain_loopback
from app.settings import current_settings


def chosen(name: str) -> str | None:
    """What this browser brings, whatever it is; None if it brings nothing."""
    return request.cookies.get(_name(name)) if has_request_context() else None


def choose(response: Response, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Let the browser keep it until it is closed, or for as long as it `lasts`."""
    response.set_cookie(
        _name(name), value, max_age=lasts, path="/", secure=_is_secure(), httponly=True, samesite="Strict"
    )


def forget(response: Response, name: str) -> None:
    """Take it away, if the browser has it."""
    if chosen(name) is not None:
        response.delete_cookie(_name(name), path="/", secure=_is_secure(), httponly=True, samesite="Strict")


def _name(plain: str) -> str:
    return f"__Host-{plain}" if _is_secure() else plain


def _is_secure() -> bool:
    return not is_plain_loopback(request, production=current_settings().production)
