"""A real HTTP server on this machine that is called by webhook: what came, and how it answers."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

Answer = Callable[[BaseHTTPRequestHandler], None]
SECRET = "whsec_" + "bWFkZSB1cCBmb3IgdGVzdHMgYWxvbmUh"


@dataclass(frozen=True)
class Call:
    """One call as it came."""

    path: str
    headers: Message
    body: bytes

    @property
    def id(self) -> str:
        """What tells one message from another."""
        return self.headers["webhook-id"]


@dataclass
class Hook:
    """`answers`: how the next calls are answered; then all are taken."""

    port: int
    at: str = "127.0.0.1"
    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is called."""
        return f"http://{self.at}:{self.port}/alerts?for=desk"

    @property
    def ids(self) -> list[str]:
        """The id of each call, in the order in which they came."""
        return [call.id for call in self.calls]


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with a status."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Hang up once everything was read."""
    handler.connection.close()


@contextmanager
def hook_server(tls: SSLContext | None = None, at: str = "127.0.0.1") -> Iterator[Hook]:
    """A server while it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            hook.calls.append(Call(self.path, self.headers, self.rfile.read(length)))
            (hook.answers.pop(0) if hook.answers else status(204))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test says by itself what it wants to know."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """The client hangs up in some tests, on purpose."""

    server = Server((at, 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    hook = Hook(server.server_address[1], at)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
