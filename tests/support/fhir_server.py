"""A real HTTP server on this machine that takes FHIR transactions as others do: all of one or nothing, by its ids."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.webhook import Answer, status

Resource = dict[str, Any]
KIND = {"content-type": "application/fhir+json"}


@dataclass(frozen=True)
class Call:
    """One call as it came."""

    path: str
    headers: Message
    body: bytes


@dataclass
class FhirServer:
    """`records`: what is kept, by address; `changes`: how often each was written.

    `answers`: how the next calls are answered, and what they bring is not kept; then every call is taken.
    """

    port: int
    calls: list[Call] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    records: dict[str, Resource] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/fhir/r4"

    def take(self, body: bytes) -> bytes:
        """Keep a transaction, and say so. Raises ValueError with what is wrong with it."""
        bundle = json.loads(body)
        entries = bundle["entry"]
        if (bundle["resourceType"], bundle["type"]) != ("Bundle", "transaction"):
            raise ValueError("no transaction")
        found = {entry["request"]["url"]: entry["resource"] for entry in entries}
        if len(found) != len(entries) or any(entry["request"]["method"] != "PUT" for entry in entries):
            raise ValueError("an address stands twice, or is not put")
        if wrong := [url for url, it in found.items() if url != f"{it['resourceType']}/{it['id']}"]:
            raise ValueError(f"not its address: {wrong}")
        if missing := {*_references(bundle)} - {*found} - {*self.records}:
            raise ValueError(f"nothing there: {missing}")
        done = ["200 OK" if url in self.records else "201 Created" for url in found]
        self.records.update(found)
        self.changes.update({url: self.changes.get(url, 0) + 1 for url in found})
        receipt = [{"response": {"status": said}} for said in done]
        return json.dumps({"resourceType": "Bundle", "type": "transaction-response", "entry": receipt}).encode()


def _references(part: object) -> Iterator[str]:
    match part:
        case {"reference": str(reference)}:
            yield reference
        case dict():
            for inner in part.values():
                yield from _references(inner)
        case list():
            for inner in part:
                yield from _references(inner)


@contextmanager
def fhir_server() -> Iterator[FhirServer]:
    """A server while it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.calls.append(Call(self.path, self.headers, body))
            (server.answers.pop(0) if server.answers else taken)(self)

        def do_GET(self) -> None:
            server.calls.append(Call(self.path, self.headers, b""))
            status(200)(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test says by itself what it wants to know."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """The client hangs up in some tests, on purpose."""

    def taken(handler: BaseHTTPRequestHandler) -> None:
        try:
            status(200, server.take(server.calls[-1].body), **KIND)(handler)
        except ValueError as error:
            status(422, str(error).encode())(handler)

    listening = Server(("127.0.0.1", 0), Handler)
    server = FhirServer(listening.server_address[1])
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
