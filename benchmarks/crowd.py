"""Many people at once, each on a connection of their own: who has an answer asks the next. In one thread, so that
what they wait is the server's doing and not ours.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.client import Browser, Request


@dataclass
class Person:
    """Somebody with a browser, and what they send one after another."""

    browser: Browser
    requests: Iterator[Request]


class _Line:
    """One connection and the request that is under way on it."""

    def __init__(self, person: Person, count: int) -> None:
        self.person, self.left = person, count
        self.socket = socket.create_connection(("127.0.0.1", person.browser.port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self) -> None:
        self.left -= 1
        self.came = b""
        data = _as_sent(self.person.browser, next(self.person.requests))
        self.began = time.perf_counter()
        self.socket.sendall(data)

    def read(self) -> bool:
        """Take what came; whether that was all."""
        self.came += self.socket.recv(65536)
        head, parted, body = self.came.partition(b"\r\n\r\n")
        assert self.came, "the server hung up"
        return bool(parted) and len(body) >= _length(head)


def crowd(people: Sequence[Person], each: int, expect: int) -> list[float]:
    """Seconds that each request waited for all of its answer, which has to have this status."""
    waits = []
    with selectors.DefaultSelector() as ready:
        for person in people:
            line = _Line(person, each)
            ready.register(line.socket, selectors.EVENT_READ, line)
            line.ask()
        while ready.get_map():
            for key, _ in ready.select():
                line = key.data
                if not line.read():
                    continue
                waits.append(time.perf_counter() - line.began)
                assert line.came.startswith(f"HTTP/1.1 {expect} ".encode()), line.came[:200]
                if line.left:
                    line.ask()
                else:
                    ready.unregister(line.socket)
                    line.socket.close()
    return waits


def _as_sent(browser: Browser, request: Request) -> bytes:
    body = browser.form(request).encode()
    lines = [f"{request.method} {request.path} HTTP/1.1", f"Host: 127.0.0.1:{browser.port}"]
    lines += [f"{name}: {value}" for name, value in browser.headers(posts=request.method == "POST").items()]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def _length(head: bytes) -> int:
    lengths = [line.partition(b":")[2] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    assert lengths, "an answer whose end nobody can tell"
    return int(lengths[0])
