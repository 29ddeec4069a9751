"""Killed at any step of sending, or just after it: all stands there or nothing, and a second press ends well.

How often at each step is `ROUNDS` in the environment: `ROUNDS=20 make faults ARGS="-k killed_while_sending"`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from app.alerts.models import Alert
from app.alerts.relay import go_round
from app.extensions import Base
from app.intake.arriving import submit
from app.intake.models import Consent, RiskEventRow, Screening, ScreeningVersion
from app.patient import finish_routes
from app.settings import Settings
from tests.support.client_browser import ClientBrowser
from tests.support.engines import on_each_engine
from tests.support.fault_report import Report, rounds
from tests.support.killed import End, do_and_die, killed
from tests.support.load.checker import check
from tests.support.load.logbook import Logbook
from tests.support.load.person import CHECK, Person
from tests.support.load.standing import ORIGIN, stand_at_check
from tests.support.sending import how_many
from tests.support.webhook import SECRET, Hook, hook_server

ROUNDS: Final = rounds()
STEPS: Final = (
    *("record_as_they_stand", "_screening", "_payload", "_update", "mark_contact", "_alert", "_announce"),
    *("set_follow_up", "count_sent", "record", "_finish"),
)
WRITTEN: Final[tuple[type[Base], ...]] = (Screening, ScreeningVersion, Consent, RiskEventRow, Alert)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as hook:
        yield hook


@pytest.fixture
def settings(settings: Settings, hook: Hook) -> Settings:
    return replace(settings, webhook_url=hook.url, webhook_secret=SECRET)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "people.log")


def written(app: Flask) -> list[int]:
    return [how_many(app, table) for table in WRITTEN]


def somebody_at_check(app: Flask, book: Logbook) -> Person:
    key, client = book.new_key(), app.test_client()
    client.set_cookie("s", stand_at_check(app, key), domain="localhost")
    person = Person(key, ClientBrowser(client, ORIGIN), book, has_begun=True)
    person.walker.open(CHECK)
    return person


def send_and_die(app: Flask, person: Person, end: End, patch: pytest.MonkeyPatch) -> None:
    """They press send, and no answer comes."""
    do_and_die(app, person.send, end, patch)
    person.book.write("unknown", person.key)


@on_each_engine
def test_killed_at_any_step_nothing_of_it_stands_there(
    app: Flask, book: Logbook, hook: Hook, engine: str, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in STEPS * ROUNDS:
        person, before = somebody_at_check(app, book), written(app)
        send_and_die(app, person, (submit, step, killed), monkeypatch)
        assert written(app) == before, step
        assert person.try_once()
    tell(app)
    report("FI-4", f"killed at each step of sending ({engine})", check(app, book, hook.ids), book, ROUNDS * len(STEPS))


@on_each_engine
def test_killed_after_it_was_kept_and_before_the_answer_a_second_try_leads_to_the_one_receipt(
    app: Flask, book: Logbook, hook: Hook, engine: str, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, ROUNDS + 1):
        person = somebody_at_check(app, book)
        send_and_die(app, person, (finish_routes, "see_other", killed), monkeypatch)
        assert how_many(app, Screening) == number, "it was kept"
        assert person.try_once()
        assert how_many(app, Screening) == number
    tell(app)
    report("FI-3", f"killed between commit and answer ({engine})", check(app, book, hook.ids), book, ROUNDS)


def tell(app: Flask) -> None:
    with app.app_context():
        go_round("webhook")
