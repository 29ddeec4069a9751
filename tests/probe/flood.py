"""The limits as in real use: who asks too often is told so with the crisis numbers, and shuts nobody else out."""

import http.client
import time
from collections.abc import Iterable

from tests.probe.alone import add_address
from tests.probe.finding import Finding
from tests.probe.stack import Stack, trusting
from tests.support.client_browser import NUMBERS
from tests.support.nginx import PERSON

MANY, ALLOWED = 200, 60  # first pages a minute
FREE = ("/help", "/leave", "/healthz", "/static/person.css")
SOMEBODY_ELSE = "10.9.1.1"


def probe(stack: Stack) -> Iterable[Finding]:
    """Ask for the first page far too often, from one address."""
    before, began = stack.log_length(), time.monotonic()
    answers = [asked("/") for _ in range(MANY)]
    refused = [text for status, text in answers if status == http.client.TOO_MANY_REQUESTS]
    print(f"  {MANY} first pages at once: {MANY - len(refused)} shown; {stack.statuses(before)}")
    minutes = (time.monotonic() - began) / 60
    if not MANY - (2 + minutes) * ALLOWED <= len(refused) <= MANY - ALLOWED:  # on a busy machine it takes its time
        yield Finding("flood", "/", f"{len(refused)} of {MANY} were refused")
    if not all(number in text for text in refused for number in NUMBERS):
        yield Finding("flood", "/", "a refusal without the crisis numbers")
    for path in FREE:
        if (status := asked(path)[0]) != http.client.OK:
            yield Finding("flood", path, f"answered {status} to whoever asked too often for something else")
    add_address(SOMEBODY_ELSE)
    if (status := asked("/", SOMEBODY_ELSE)[0]) != http.client.OK:
        yield Finding("flood", "/", f"answered {status} to somebody else")


def asked(path: str, address: str = "127.0.0.1") -> tuple[int, str]:
    """The status and the text of a page, asked for from an address of this machine."""
    connection = http.client.HTTPSConnection(PERSON, timeout=30, context=trusting(), source_address=(address, 0))
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer.status, text
