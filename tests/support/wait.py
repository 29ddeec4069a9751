"""Waiting for what happens by itself and tells nobody."""

import time
from collections.abc import Callable

LONGEST_SECONDS = 30


def wait_until(holds: Callable[[], object]) -> None:
    """Look again and again. Fails when it does not come about."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.05)
