"""A server that answers one byte at a time, without end: no single wait is long, and nothing ever comes of it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_PAUSE: Final = 0.02  # seconds


@contextmanager
def tarpit(first: bytes = b"") -> Iterator[int]:
    """Answer on a port while the block runs. `first`: what is said at once."""
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_answer, args=(server, first, over))
    thread.start()
    try:
        yield int(server.getsockname()[1])
    finally:
        over.set()
        thread.join()
        server.close()


def _answer(server: socket.socket, first: bytes, over: threading.Event) -> None:
    server.settimeout(_PAUSE)
    callers: list[socket.socket] = []
    while not over.wait(_PAUSE):
        with suppress(TimeoutError):
            caller, _ = server.accept()
            caller.sendall(first)
            callers.append(caller)
        for caller in callers:
            with suppress(OSError):
                caller.sendall(b"x")
    for caller in callers:
        caller.close()
