"""For commands that go on until they are stopped."""

import signal
import threading


def stopped_by_signal() -> threading.Event:
    """Set once somebody asks the process to end, so that what it has in hand can be finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
