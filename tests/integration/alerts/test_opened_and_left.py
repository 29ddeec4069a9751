"""Opened, and then nobody acts: the ladder is climbed once more, by day and by night, until somebody does."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.activity import for_subject
from app.alerts.models import Alert
from app.alerts.outbox import take_back_seen
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, ELEVATED, POSITIVE, arrive, hire, sign_in
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox

THIS_WEEK, NEXT_WEEK, LAST = "may@clinic.example", "noor@clinic.example", "lead@clinic.example"
LADDER = f"""
[[every_site]]
after_minutes = 0
staff = true

[[every_site]]
after_minutes = 15
last_day = 2026-11-29
mail = ["May Lund <{THIS_WEEK}>"]

[[every_site]]
after_minutes = 15
first_day = 2026-11-30
mail = ["Noor Haddad <{NEXT_WEEK}>"]

[[every_site]]
after_minutes = 40
mail = ["The clinical lead <{LAST}>"]
"""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ana(app: Flask) -> str:
    """The address of the only coordinator."""
    return hire(app, "coordinator")


class Telling:
    """Goes round every minute, and notes who was told in which minute of an alert since somebody last asked."""

    def __init__(self, go: Round, mailbox: Mailbox, clock: StoppedClock) -> None:
        self._go, self._mailbox, self._clock = go, mailbox, clock

    def during(self, minutes: int) -> list[tuple[int, str]]:
        """Let so many minutes pass."""
        told = []
        for minute in range(minutes):
            self._go("mail")
            alerts = [letter for letter in self._mailbox.letters if "need" in str(letter["Subject"])]
            told += [(minute, str(letter["To"])) for letter in alerts]
            self._mailbox.letters.clear()
            self._clock.move(MINUTE)
        return told


@pytest.fixture
def telling(go: Round, mailbox: Mailbox, stopped: StoppedClock) -> Telling:
    return Telling(go, mailbox, stopped)


@on_each_engine
def test_half_an_hour_after_it_was_opened_the_ladder_begins_again_until_somebody_acts(
    app: Flask, ana: str, telling: Telling
) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    assert telling.during(1) == [(0, ana)]
    sign_in(app, ana).get(case)
    again = telling.during(101)
    assert again == [(30, ana), (45, THIS_WEEK), (70, LAST), (100, LAST)]
    sign_in(app, ana).post(f"{case}/attempts", outcome="no_answer")
    assert telling.during(60) == []


def test_whoever_reads_it_once_more_puts_nothing_off(app: Flask, ana: str, telling: Telling) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    sign_in(app, ana).get(case)
    telling.during(20)
    sign_in(app, ana).get(case)
    assert telling.during(11) == [(10, ana)]


def test_what_is_urgent_has_until_its_target(app: Flask, ana: str, telling: Telling) -> None:
    case = f"/staff/screenings/{arrive(app, POSITIVE)}"
    sign_in(app, ana).get(case)
    assert telling.during(301) == [(300, ana)], "at five, when the day at the desk ends"


def test_what_can_wait_wakes_nobody_at_night_though_somebody_opened_it(
    app: Flask, ana: str, telling: Telling, stopped: StoppedClock
) -> None:
    case = f"/staff/screenings/{arrive(app, ELEVATED)}"
    sign_in(app, ana).get(case)
    stopped.move(timedelta(days=1, hours=4, minutes=55))
    assert telling.during(10) == [], "its target is when the desk closes"
    stopped.move(timedelta(hours=15, minutes=50))
    assert telling.during(6) == [(5, ana)], "when it opens"


def test_whoever_has_the_week_is_told_by_the_names_of_the_rota(
    app: Flask, ana: str, telling: Telling, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(days=7))
    arrive(app, ACUTE)
    assert telling.during(16) == [(0, ana), (15, NEXT_WEEK)]


def test_what_was_lowered_is_told_as_what_it_is_now(
    app: Flask, ana: str, telling: Telling, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(hours=11))
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    desk = sign_in(app, ana)
    desk.post(f"{case}/level", level="elevated", text="A mistake.", alone_because="It is night.")
    assert telling.during(60) == []


def test_a_page_that_could_not_be_made_puts_nobody_on_the_ladder_back_to_its_bottom(
    app: Flask, ana: str, telling: Telling, stopped: StoppedClock
) -> None:
    case = arrive(app, ACUTE)
    telling.during(20)
    sign_in(app, ana).get(f"/staff/screenings/{case}")
    with app.app_context(), writing():
        (alert,) = db.session.query(Alert).all()
        assert alert.seen_by
        take_back_seen(case, alert.seen_by, stopped.at)
    assert telling.during(21) == [(20, LAST)]


def test_every_rung_stands_in_the_log_whether_or_not_a_message_got_through(
    app: Flask, ana: str, telling: Telling, mailbox: Mailbox
) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    mailbox.shut()
    telling.during(16)
    sign_in(app, ana).get(case)
    telling.during(31)
    with app.app_context():
        (alert,) = db.session.query(Alert).all()
        rows = [row for row in for_subject("alert", alert.id.hex) if row.action == "alert.climbed"]
    assert [row.detail for row in rows] == [
        {"rung": 1, "count": 1, "opened": False},
        {"rung": 2, "count": 1, "opened": False},
        {"rung": 1, "count": 1, "opened": True},
    ]


def test_of_an_alert_that_was_opened_and_left_an_outage_is_noticed(
    app: Flask, ana: str, telling: Telling, mailbox: Mailbox, run: FlaskCliRunner
) -> None:
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    telling.during(1)
    sign_in(app, ana).get(case)
    mailbox.shut()
    telling.during(44)
    assert run.invoke(args=["alerts", "check"]).exit_code == 0
    telling.during(2)
    assert "that nobody was told of: 1" in run.invoke(args=["alerts", "check"]).output
    mailbox.open()
    telling.during(2)
    assert run.invoke(args=["alerts", "check"]).exit_code == 0
