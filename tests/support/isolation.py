"""Refusals in Python's own audit events, so that no library finds a way around them."""

import ipaddress
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

with_database = nullcontext
_refused = {"smtplib.connect": "send mail"}


class ReachedOut(RuntimeError):
    """A test tried something that no test may do."""


def install() -> None:
    """Switch the refusals on, for the rest of this process."""
    sys.addaudithook(_judge)


@contextmanager
def without_database() -> Iterator[None]:
    """Refuse to open a database for a while."""
    _refused["sqlite3.connect"] = "open a database in a unit test"
    try:
        yield
    finally:
        del _refused["sqlite3.connect"]


@contextmanager
def with_mail() -> Iterator[None]:
    """Let mail be sent for a while, to a server on this machine."""
    before = dict(_refused)
    _refused.pop("smtplib.connect", None)
    try:
        yield
    finally:
        _refused.update(before)


def _judge(event: str, args: tuple[object, ...]) -> None:
    if event in _refused:
        raise ReachedOut(f"tried to {_refused[event]}")
    if event == "socket.getaddrinfo":
        _stay_here(args[0])
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):  # a Unix socket has a path
        _stay_here(args[1][0])


def _stay_here(host: object) -> None:
    text = host.decode() if isinstance(host, bytes) else host
    if not (text is None or text in ("", "localhost") or _is_loopback(str(text))):
        raise ReachedOut(f"tried to reach {text}; tests stay on this machine")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
