"""Requests whose end two programs might see at two places, sent through the proxy to each side."""

import socket
from collections.abc import Iterable

from tests.probe.finding import Finding
from tests.probe.stack import Stack, trusting
from tests.support.nginx import DESK, PERSON
from tests.support.raw import Answer, converse, framings

HIDDEN = "GET None"  # what hides asks for a page that is nowhere


def probe(stack: Stack) -> Iterable[Finding]:
    """Each is answered once at the most, and what hides behind it reaches nobody."""
    for host in (PERSON, DESK):
        for name, request in framings(host).items():
            before = stack.log_length()
            answer = say(stack, host, request)
            reached = [f"{line['method']} {line['route']}" for line in stack.answered(before)]
            if len(answer.statuses) > 1 or len(reached) > 1 or HIDDEN in reached:
                yield Finding("framing", f"{host}: {name}", f"answered {answer.statuses}, Braid saw {reached}")


def say(stack: Stack, host: str, request: bytes) -> Answer:
    """Send exactly these bytes, as a browser connects."""
    plain = socket.create_connection(("127.0.0.1", stack.proxy.tls), 30)
    with plain, trusting().wrap_socket(plain, server_hostname=host) as connection:
        return converse(connection, request)
