"""A conversation with another machine that ends in time: a time-out alone never ends one that goes on byte by byte."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def hang_up_after(seconds: float, current: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the connection if the block still runs after so long. `current`: the socket it uses by then, if any."""
    timer = threading.Timer(seconds, _hang_up, [current])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(current: Callable[[], socket.socket | None]) -> None:
    if connection := current():
        with suppress(OSError):  # it may have ended by itself
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
