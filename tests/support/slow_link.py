"""A bad link between a phone and the server, on this machine only: everything is late, and some answers break off."""

import random
import socket
import socketserver
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

BURST = 65536
NEVER, ALWAYS, OFTEN = 0, 1, 4  # one answer in so many breaks off
NOTHING, HALF = 0.0, 0.5  # so much of its page has come by then, headers first; or not even those


class SlowLink(socketserver.ThreadingTCPServer):
    """Passes bytes on to the server and back, each burst `delay` seconds late, and breaks off answers."""

    daemon_threads = True

    def __init__(self, to_port: int, *, delay: float) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.base_url = f"http://127.0.0.1:{self.server_address[1]}"
        self.to_port, self.delay = to_port, delay
        self.one_breaks_in, self.broken = NEVER, 0
        self.breaks_after: Sequence[float] = (NOTHING, HALF)
        self._chance = random.Random(0)  # noqa: S311 - which answers break, nothing secret

    def what_comes_through(self, answer: bytes) -> bytes:
        """All of an answer, or what came before the link broke."""
        if self.one_breaks_in == NEVER or self._chance.randrange(self.one_breaks_in):
            return answer
        self.broken += 1
        share = self._chance.choice(self.breaks_after)
        headers = answer.index(b"\r\n\r\n") + 4
        return answer[: headers + int(share * (len(answer) - headers))] if share else b""


class _Connection(socketserver.BaseRequestHandler):
    server: SlowLink

    def handle(self) -> None:
        """Pass on both ways until one side ends, or the link breaks."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.to_port)) as beyond:
            threading.Thread(target=self._pass_on_requests, args=(beyond,), daemon=True).start()
            self._pass_on_answers(beyond)

    def _pass_on_requests(self, beyond: socket.socket) -> None:
        with suppress(OSError):
            for burst in self._late(self.request):
                beyond.sendall(burst)

    def _pass_on_answers(self, beyond: socket.socket) -> None:
        for burst in self._late(beyond):
            begins = burst.startswith(b"HTTP/")
            comes_through = self.server.what_comes_through(burst) if begins else burst
            self.request.sendall(comes_through)
            if len(comes_through) < len(burst):
                return

    def _late(self, source: socket.socket) -> Iterator[bytes]:
        while burst := source.recv(BURST):
            time.sleep(self.server.delay)
            yield burst


@contextmanager
def slow_link(to_port: int, *, delay: float) -> Iterator[SlowLink]:
    """A link that is there until the test ends."""
    with SlowLink(to_port, delay=delay) as link:
        threading.Thread(target=link.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield link
        finally:
            link.shutdown()
