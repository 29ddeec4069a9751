"""Cookies that hold a choice and no secret. Over HTTPS their names have the prefix that ties them to this host."""

from datetime import timedelta

from flask import Response, has_request_context, request


def chosen(name: str) -> str | None:
    """What this browser brings, whatever it is; None if it brings nothing."""
    return request.cookies.get(_name(name)) if has_request_context() else None


def choose(response: Response, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Let the browser keep it until it is closed, or for as long as it `lasts`."""
    response.set_cookie(
        _name(name), value, max_age=lasts, path="/", secure=request.is_secure, httponly=True, samesite="Strict"
    )


def forget(response: Response, name: str) -> None:
    """Take it away, if the browser has it."""
    if chosen(name) is not None:
        response.delete_cookie(_name(name), path="/", secure=request.is_secure, httponly=True, samesite="Strict")


def _name(plain: str) -> str:
    return f"__Host-{plain}" if request.is_secure else plain
