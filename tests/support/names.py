"""Names of machines, and where they lead, without asking any name server. What is written in numbers needs none."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Found = list[tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]]


def lead(monkeypatch: pytest.MonkeyPatch, *addresses: str, then: str = "") -> None:
    """Let every name lead to these addresses; `then`: to another one from the second time on that anybody asks."""
    asked = []

    def found(name: str, port: int) -> Found:
        asked.append(name)
        now = (then,) if then and len(asked) > 1 else addresses
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in now]

    _ask_instead(monkeypatch, found)


@contextmanager
def unknown_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that knows no name while the block runs, and may know it later."""

    def nothing(name: str, port: int) -> Found:
        raise socket.gaierror(socket.EAI_AGAIN, "try again later")

    with monkeypatch.context() as unknown:
        _ask_instead(unknown, nothing)
        yield


@contextmanager
def slow_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A name server that says nothing while the block runs."""
    over = threading.Event()

    def wait(name: str, port: int) -> Found:
        over.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "try again later")

    with monkeypatch.context() as slow:
        _ask_instead(slow, wait)
        try:
            yield
        finally:
            over.set()


def _ask_instead(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str, int], Found]) -> None:
    known = socket.getaddrinfo

    def either(name: str, port: int, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as the system has it
        return known(name, port, *rest, **more) if _is_number(name) else answer(name, port)

    monkeypatch.setattr(socket, "getaddrinfo", either)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
