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
    deadline, arrived = time.monotonic() + LONGEST, []

    def send(person: Person) -> None:
        arrived.append(_send(person, tries, deadline))

    threads = [threading.Thread(target=send, args=(person,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join(LONGEST)
    assert len(arrived) == len(threads), "somebody never came through"
    assert tries is not None or all(arrived), "somebody tried all the time and never came through"


def _send(person: Person, tries: int | None, deadline: float) -> bool:
    """Whether they have their receipt."""
    while not person.try_once():
        if time.monotonic() > deadline or (tries is not None and (tries := tries - 1) < 1):
            return False
        time.sleep(PAUSE)
    return True
