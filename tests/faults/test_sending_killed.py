"""Whoever sends a record is killed at any point: it arrives all the same, stands there once, and was handed off once.

How often at each point is `ROUNDS` in the environment: `ROUNDS=50 make faults ARGS="-k sending_killed"`.
"""

import os
from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.models import Disclosure
from app.handoff.push import call, relay
from app.handoff.push.claims import LEASE
from tests.support.desk import CALM, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.fhir_server import FhirServer, fhir_server
from tests.support.killed import End, do_and_die, killed, then_killed
from tests.support.sending import how_many, ordered, said, set_up

ROUNDS: Final = {engine: int(os.environ.get("ROUNDS", few)) for engine, few in (("sqlite", "2"), ("postgresql", "1"))}
POINTS: Final[dict[str, tuple[End, int]]] = {  # and how often the other side then has it from us
    "before it takes a record in hand": ((relay, "claim", killed), 1),
    "with a record in hand": ((relay, "_deliver", killed), 1),
    "when it has reached the other side and said nothing": ((call, "_exchange", killed), 1),
    "when the other side has just taken it": ((call, "_exchange", then_killed(call._exchange)), 2),
    "when the other side has it and nobody knows": ((relay, "_over", killed), 2),
    "when it is done": ((relay, "_over", then_killed(relay._over)), 1),
}


@pytest.fixture
def server() -> Iterator[FhirServer]:
    with fhir_server() as server:
        yield server


@on_each_engine
@pytest.mark.parametrize("point", POINTS)
def test_every_record_arrives_once_though_the_sender_is_killed(
    app: Flask, stopped: StoppedClock, server: FhirServer, engine: str, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, times = POINTS[point]
    set_up(app, server.url)
    for number in range(1, ROUNDS[engine] + 1):
        desk = desk_of(app, "coordinator")  # freshly signed in: minutes pass in each round
        case = f"/staff/screenings/{arrive(app, CALM, CONTACT)}"
        ordered(desk, case)
        do_and_die(app, relay.go_round, end, monkeypatch)
        stopped.move(LEASE)
        with app.app_context():
            relay.go_round()
        assert "Arrived" in said(desk, case)
        assert len({one.headers["X-Request-Id"] for one in server.calls}) == number, "each under one name"
        assert how_many(app, Disclosure) == number, "each handed off once"
    assert len(server.calls) == ROUNDS[engine] * times
    assert set(server.changes.values()) == {times}
    records = [address for address in server.records if address.startswith("Patient/")]
    assert len(records) == ROUNDS[engine], "each stands there once"
