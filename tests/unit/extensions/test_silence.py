"""A database server that says nothing is asked by one at a time; whoever else comes is told so without waiting."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock, patch

import pytest

from app.extensions.silence import PAUSE, Silence


class Refused(Exception):
    """As the driver says it."""


class Server:
    """`takes`: the seconds until it answers or the driver gives up. `answers`: whether it does."""

    loaded_dbapi = SimpleNamespace(Error=Refused, OperationalError=Refused)

    def __init__(self, time: Mock) -> None:
        self.time, self.takes, self.answers, self.asked = time, 0.0, True, 0

    def connect(self, *_: object, **__: object) -> str:
        self.asked += 1
        self.time.return_value += self.takes
        if not self.answers:
            raise Refused
        return "a connection"


@pytest.fixture
def server() -> Iterator[Server]:
    with patch("app.extensions.silence.time.monotonic", return_value=1000.0) as time:
        yield Server(time)


@pytest.fixture
def silence() -> Silence:
    return Silence()


def ask(silence: Silence, server: Any) -> str:  # noqa: ANN401 - a dialect, as far as it is needed
    try:
        return str(silence.connect(server, None, [], {}))
    except Refused:
        return "no"


def test_while_it_answers_everybody_asks(silence: Silence, server: Server) -> None:
    assert [ask(silence, server) for _ in range(3)] == ["a connection"] * 3
    assert server.asked == 3


def test_after_a_refusal_everybody_asks_again_at_once(silence: Silence, server: Server) -> None:
    server.answers = False
    assert [ask(silence, server) for _ in range(3)] == ["no"] * 3
    server.answers = True
    assert ask(silence, server) == "a connection"
    assert server.asked == 4


def test_once_it_said_nothing_the_next_are_told_without_asking_it(silence: Silence, server: Server) -> None:
    server.takes, server.answers = 3.0, False
    assert [ask(silence, server) for _ in range(9)] == ["no"] * 9
    assert server.asked == 1


def test_after_a_moment_one_asks_again_and_nobody_waits_beside_it(silence: Silence, server: Server) -> None:
    server.takes, server.answers = 3.0, False
    ask(silence, server)
    server.time.return_value += PAUSE
    beside: list[str] = []

    def asks_meanwhile(*_: object, **__: object) -> str:
        server.connect = Server.connect.__get__(server)  # type: ignore[method-assign]  # back to what it was
        beside.append(ask(silence, server))
        return server.connect()

    server.connect = asks_meanwhile  # type: ignore[method-assign]
    assert ask(silence, server) == "no"
    assert (beside, server.asked) == (["no"], 2)


def test_when_it_is_there_again_everybody_asks_as_before(silence: Silence, server: Server) -> None:
    server.takes, server.answers = 3.0, False
    ask(silence, server)
    server.takes, server.answers = 0.1, True
    server.time.return_value += PAUSE
    assert [ask(silence, server) for _ in range(3)] == ["a connection"] * 3
