"""The one source of "now". Tests and the demo stop it; nothing else may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

MOST_APART: Final = timedelta(minutes=1)  # so much may the clocks of machines differ that share a database


def of_this_machine() -> datetime:
    """What the machine itself says. Only for comparing it with another one."""
    return datetime.now(UTC)


_source: Callable[[], datetime] = of_this_machine


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def latest() -> datetime:
    """The latest moment that can have come by now by any clock that is right.

    What is said to have happened later was written by a clock that has been set back since.
    """
    return now() + MOST_APART


class StoppedClock:
    """A clock that moves only when told to, forwards or backwards."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by


@contextmanager
def stopped(at: datetime) -> Iterator[StoppedClock]:
    """Stop the clock at a moment for the length of a `with` block (tests and the demo only)."""
    global _source
    before, _source = _source, StoppedClock(at)
    try:
        yield _source
    finally:
        _source = before
