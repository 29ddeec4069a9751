"""A record goes to the system of whoever may have it: once, until it arrived, never without a consent in force."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from flask import Flask

from app.extensions import clock
from app.extensions.clock import StoppedClock
from app.handoff.models import Disclosure
from app.handoff.push.call import give
from app.handoff.push.claims import LEASE, claim
from app.handoff.push.relay import Went
from app.handoff.push.servers import Server, servers
from app.intake.records import Record
from tests.integration.handoff.conftest import ELM, OAK, TOKEN, Round
from tests.support.desk import CALM, CONTACT, Desk, arrive
from tests.support.engines import on_each_engine
from tests.support.fhir_server import FhirServer, Resource
from tests.support.handoff import consent
from tests.support.names import slow_names, unknown_names
from tests.support.sending import acts, how_many, ordered, said, send
from tests.support.webhook import Answer, reset, status

Names = Callable[[pytest.MonkeyPatch], AbstractContextManager[None]]
TEN_MINUTES, TWO_HOURS = timedelta(minutes=10), timedelta(hours=2)


def took_and_then(server: FhirServer, answer: Answer) -> Answer:
    """The server takes the record, and something else is heard of it."""

    def answers(handler: BaseHTTPRequestHandler) -> None:
        server.take(server.calls[-1].body)
        answer(handler)

    return answers


@on_each_engine
def test_it_arrives_as_one_transaction_and_is_written_down_once(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer
) -> None:
    ordered(desk, case)
    assert elm.calls == []
    assert "Waits to be sent" in said(desk, case)
    assert go().arrived == 1
    (call,) = elm.calls
    assert (call.path, call.headers["Authorization"]) == ("/fhir/r4", f"Bearer {TOKEN}")
    assert call.headers["Content-Type"].startswith("application/fhir+json")
    kinds = {address.split("/")[0] for address in elm.records}
    assert {"Patient", "QuestionnaireResponse", "Observation", "RiskAssessment", "Consent", "Provenance"} <= kinds
    assert said(desk, case).startswith(f"{ELM} ● Arrived")
    assert how_many(app, Disclosure) == 1
    assert "handoff.arrived" in acts(app)
    listed = desk.get(f"{case}/hand-off").select("#copies .entries")[0].get_text(" ", strip=True)
    assert "Sent to their system (FHIR), by Ana Duarte" in listed
    assert go().arrived == 0


@on_each_engine
@pytest.mark.parametrize("code", [409, 503])
def test_what_could_not_be_taken_now_is_tried_again_and_stands_there_once(
    desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock, code: int
) -> None:
    ordered(desk, case)
    elm.answers = [status(code), status(code)]
    assert (go().failed, go().failed) == (1, 0)
    assert "Has not arrived" in said(desk, case)
    for _ in range(2):
        stopped.move(timedelta(minutes=1))
        go()
    assert said(desk, case).startswith(f"{ELM} ● Arrived")
    assert len({call.headers["X-Request-Id"] for call in elm.calls}) == 1
    assert len({call.body for call in elm.calls}) == 1
    assert set(elm.changes.values()) == {1}


@pytest.mark.parametrize("code", [307, 401, 422])
def test_what_was_refused_for_good_is_shown_and_seldom_asked_again(
    app: Flask, case: str, desk: Desk, go: Round, elm: FhirServer, stopped: StoppedClock, code: int
) -> None:
    ordered(desk, case)
    elm.answers = [status(code, Location=f"{elm.url}/elsewhere")] * 2
    go()
    assert f"http {code}" in said(desk, case)
    assert "may have arrived" not in said(desk, case)
    stopped.move(TEN_MINUTES)
    go()
    assert len(elm.calls) == 1, "neither followed nor asked again so soon"
    stopped.move(TWO_HOURS)
    assert go().failed == 1
    stopped.move(TWO_HOURS)
    assert go().arrived == 1


@pytest.mark.parametrize("answer", [reset, status(500), status(200)], ids=["hangs up", "fails", "says nothing"])
def test_a_server_that_took_it_and_did_not_say_so_has_it_once_after_all(
    desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock, answer: Answer
) -> None:
    ordered(desk, case)
    elm.answers = [took_and_then(elm, answer)]
    assert go().failed == 1
    assert "It may have arrived all the same" in said(desk, case)
    first = {address: dict(record) for address, record in elm.records.items()}
    stopped.move(timedelta(minutes=1))
    assert go().arrived == 1
    assert elm.records == first
    assert said(desk, case).startswith(f"{ELM} ● Arrived")
    assert "may have" not in said(desk, case)


def point_at(app: Flask, url: str) -> None:
    """As if the file had named another address for the first server."""
    with app.app_context():
        elm, *rest = servers()
    app.extensions["braid.fhir_servers"] = (elm.model_copy(update={"url": url}), *rest)


def test_one_that_cannot_be_reached_is_asked_once_a_round_and_holds_up_nobody_else(
    app: Flask, desk: Desk, case: str, go: Round, oak: FhirServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for recipient in (ELM, OAK):
        ordered(desk, case, recipient)
        ordered(desk, f"/staff/screenings/{arrive(app, CALM, CONTACT)}", recipient)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        point_at(app, f"http://127.0.0.1:{probe.getsockname()[1]}")
    asked: list[str] = []

    def noted(server: Server, name: str, bundle: Resource) -> None:
        asked.append(server.name)
        give(server, name, bundle)

    monkeypatch.setattr("app.handoff.push.relay.give", noted)
    went = go()
    assert (went.arrived, went.failed) == (2, 2)
    assert sorted(asked) == ["elm", "oak", "oak"]
    assert len(oak.calls) == 2


@pytest.mark.parametrize(("names", "problem"), [(slow_names, "too slow"), (unknown_names, "no connection")])
def test_one_whose_name_nobody_finds_holds_up_nobody_else_and_is_asked_again(
    app: Flask,
    desk: Desk,
    case: str,
    go: Round,
    elm: FhirServer,
    stopped: StoppedClock,
    monkeypatch: pytest.MonkeyPatch,
    names: Names,
    problem: str,
) -> None:
    other = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
    ordered(desk, case, ELM), ordered(desk, other, OAK)
    monkeypatch.setattr("app.alerts.channels.reach.FOUND_WITHIN", 1.0)
    known = elm.url
    point_at(app, "https://fhir.elm.example/r4")
    with names(monkeypatch):
        went = go()
        assert (went.arrived, went.failed) == (1, 1)
    assert problem in said(desk, case)
    point_at(app, known)
    stopped.move(TEN_MINUTES)
    assert go().arrived == 1


@on_each_engine
def test_a_consent_that_ends_before_it_arrived_ends_the_sending(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock
) -> None:
    given = ordered(desk, case)
    elm.answers = [status(503)]
    go()
    desk.post(f"{case}/consents/{given}/end", kind="revoked")
    stopped.move(TEN_MINUTES)
    assert go().withdrawn == 1
    assert len(elm.calls) == 1
    assert "Not sent any more: the consent ended" in said(desk, case)
    assert "handoff.withdrawn" in acts(app)
    stopped.move(TWO_HOURS)
    assert go() == Went()


def test_after_the_last_day_of_its_consent_nothing_is_sent(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock
) -> None:
    given = consent(desk, case, expires_on="2026-11-24")
    send(desk, case, given)
    stopped.move(timedelta(days=2))
    assert go().withdrawn == 1
    assert elm.calls == []


@on_each_engine
def test_who_dies_with_it_in_hand_leaves_it_to_the_next_and_changes_nothing_later(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock
) -> None:
    ordered(desk, case)
    with app.app_context():
        assert claim("dies", clock.now())
    stopped.move(LEASE - timedelta(seconds=1))
    assert go().arrived == 0
    stopped.move(timedelta(seconds=1))
    assert go().arrived == 1
    assert len(elm.calls) == 1


@on_each_engine
def test_three_who_go_round_at_once_send_each_record_once(
    app: Flask, desk: Desk, go: Round, elm: FhirServer, case: str
) -> None:
    cases = [f"/staff/screenings/{arrive(app, CALM, CONTACT)}" for _ in range(5)]
    for one in cases:
        ordered(desk, one)
    with ThreadPoolExecutor(3) as three:
        went = list(three.map(lambda _: go(), range(3)))
    assert sum(one.arrived for one in went) == len(elm.calls) == len(cases)


def test_a_clock_that_was_set_back_holds_up_nothing(
    desk: Desk, case: str, go: Round, elm: FhirServer, stopped: StoppedClock
) -> None:
    ordered(desk, case)
    elm.answers = [status(503)]
    go()
    stopped.move(-timedelta(hours=5))
    assert go().arrived == 1


def test_what_cannot_be_opened_is_put_off_and_holds_up_nothing_else(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = arrive(app, CALM, CONTACT)
    ordered(desk, f"/staff/screenings/{broken}")
    ordered(desk, case)
    find: Callable[[str], Record] = Record.find

    def fails(screening_id: str) -> Record:
        if screening_id == broken:
            raise RuntimeError
        return find(screening_id)

    monkeypatch.setattr(Record, "find", fails)
    went = go()
    assert (went.arrived, went.failed) == (1, 1)
    assert "It failed here." in said(desk, f"/staff/screenings/{broken}")


def test_a_new_token_is_used_at_once_and_a_lost_one_is_said(
    desk: Desk, case: str, go: Round, elm: FhirServer, tmp_path: Path, stopped: StoppedClock
) -> None:
    ordered(desk, case)
    (tmp_path / "elm.token").write_text("two words", "utf-8")
    assert go().failed == 1
    assert "What their system knows us by cannot be read." in said(desk, case)
    (tmp_path / "elm.token").write_text("renewed\n", "utf-8")
    stopped.move(TEN_MINUTES)
    go()
    assert elm.calls[0].headers["Authorization"] == "Bearer renewed"


def test_a_system_that_is_no_longer_theirs_gets_nothing(
    app: Flask, desk: Desk, case: str, go: Round, elm: FhirServer
) -> None:
    ordered(desk, case)
    with app.app_context():
        first, *rest = servers()
    app.extensions["braid.fhir_servers"] = (first.model_copy(update={"recipients": ("Ash Clinic",)}), *rest)
    assert go().failed == 1
    assert elm.calls == []
    assert "not set up here any more" in said(desk, case)
