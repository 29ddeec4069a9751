"""One call to a FHIR server: taken, refused, put off or in doubt, by nothing but what came back."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest

from app.handoff.fhir.bundle import bundle
from app.handoff.fhir.screened import Screened
from app.handoff.push.call import NotTaken, give
from app.handoff.push.servers import Server
from tests.golden.tables import answers
from tests.support.fhir_server import FhirServer, fhir_server
from tests.support.tarpit import tarpit
from tests.support.webhook import Answer, reset, status

RECORD = bundle(Screened("s-1", answers("phq9_1..9=1"), datetime(2026, 11, 21, 12, tzinfo=UTC)))
ONE_LESS = json.dumps(
    {"type": "transaction-response", "entry": [{"response": {"status": "200 OK"}}] * (len(RECORD["entry"]) - 1)}
)

DOUBTFUL: dict[str, tuple[Answer, str]] = {
    "hangs up": (reset, "broke off"),
    "a fault": (status(500), "http 500"),
    "away for a while": (status(503), "http 503"),
    "nothing": (status(200), "no receipt"),
    "a page to sign in": (status(200, b"<!doctype html><title>Sign in</title>"), "no receipt"),
    "nonsense": (status(200, b"[" * 100_000), "no receipt"),
    "a list": (status(200, b"[]"), "no receipt"),
    "no entries": (status(200, b'{"type": "transaction-response"}'), "no receipt"),
    "another kind": (status(200, b'{"type": "batch-response", "entry": []}'), "no receipt"),
    "one too few": (status(200, ONE_LESS.encode()), "no receipt"),
}


@pytest.fixture
def elm() -> Iterator[FhirServer]:
    with fhir_server() as server:
        yield server


def give_to(url: str, *, private: bool = False) -> NotTaken | None:
    """Give it once. Returns what went wrong."""
    try:
        give(Server(name="elm", recipients=("Elm",), url=url, private=private), "a-name", RECORD)
    except NotTaken as error:
        return error
    return None


def one_refused(server: FhirServer) -> Answer:
    def answers(handler: BaseHTTPRequestHandler) -> None:
        receipt = json.loads(server.take(server.calls[-1].body))
        receipt["entry"][-1]["response"]["status"] = "422 Unprocessable"
        status(200, json.dumps(receipt).encode())(handler)

    return answers


def test_a_record_is_taken_as_a_whole_and_a_second_time_takes_its_own_place(elm: FhirServer) -> None:
    assert give_to(elm.url) is None
    first = dict(elm.records)
    assert give_to(elm.url) is None
    assert elm.records == first
    assert len(first) == len(RECORD["entry"])
    assert [call.headers["X-Request-Id"] for call in elm.calls] == ["a-name"] * 2
    assert elm.calls[0].headers["Authorization"] is None


@pytest.mark.parametrize("code", [408, 409, 412, 423, 425, 429])
def test_what_it_cannot_take_now_it_may_take_later(elm: FhirServer, code: int) -> None:
    elm.answers = [status(code)]
    error = give_to(elm.url)
    assert error is not None
    assert (error.problem, error.lasting, error.in_doubt) == (f"http {code}", False, False)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 410, 413, 415, 422])
def test_what_it_refuses_it_will_refuse_again_and_a_redirect_is_not_followed(elm: FhirServer, code: int) -> None:
    elm.answers = [status(code, Location=f"{elm.url}/elsewhere")]
    error = give_to(elm.url)
    assert error is not None
    assert (error.problem, error.lasting, error.in_doubt) == (f"http {code}", True, False)
    assert len(elm.calls) == 1


@pytest.mark.parametrize("what", DOUBTFUL)
def test_without_a_receipt_for_all_of_it_nobody_knows(elm: FhirServer, what: str) -> None:
    answer, problem = DOUBTFUL[what]
    elm.answers = [answer]
    error = give_to(elm.url)
    assert error is not None
    assert (error.problem, error.lasting, error.in_doubt) == (problem, False, True)


def test_a_receipt_that_says_that_one_resource_was_not_taken_is_none(elm: FhirServer) -> None:
    elm.answers = [one_refused(elm)]
    error = give_to(elm.url)
    assert error is not None
    assert error.problem == "no receipt"


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_answers_byte_by_byte_is_hung_up_on(monkeypatch: pytest.MonkeyPatch, first: bytes) -> None:
    monkeypatch.setattr("app.handoff.push.call.ALTOGETHER", 0.3)
    with tarpit(first) as port:
        error = give_to(f"http://127.0.0.1:{port}")
    assert error is not None
    assert error.in_doubt


def test_nobody_there_is_no_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        free = probe.getsockname()[1]
    error = give_to(f"http://127.0.0.1:{free}")
    assert error is not None
    assert (error.problem, error.in_doubt) == ("no connection", False)


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("10.0.0.8",), ("169.254.169.254",), ("8.8.8.8", "10.0.0.8")])
def test_a_name_that_leads_into_the_house_is_not_called(
    elm: FhirServer, monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, elm.port)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    error = give_to("https://fhir.elm.example")
    assert error is not None
    assert (error.problem, error.in_doubt) == ("no connection", False)
    assert elm.calls == []
