"""Many people at once, each in a thread of their own."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from tests.support.load.person import Person

PAUSE: Final = 0.1  # seconds until somebody tries again
LONGEST: Final = 120.0  # seconds in which everybody is through, whatever was in the way


@contextmanager
def all_sending(people: Iterable[Person], *, tries: int | None = None) -> Iterator[None]:
    """They send while the block runs; it ends when everybody has their receipt, or has tried so often and gave up."""
    deadline = time.monotonic() + LONGEST
    threads = [threading.Thread(target=_send, args=(person, tries, deadline), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join(LONGEST)
    assert not any(thread.is_alive() for thread in threads), "somebody never came through"


def _send(person: Person, tries: int | None, deadline: float) -> None:
    while not person.try_once() and time.monotonic() < deadline:
        if tries is not None and (tries := tries - 1) < 1:
            return
        time.sleep(PAUSE)
