"""Somebody floods the form: the first is told at once, nobody is buried in mail, and every alert climbs as ever."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import enrol
from app.alerts import raise_alert
from app.alerts.models import Delivery
from app.alerts.pace import MOST, WITHIN
from app.extensions import clock, db, public_id, writing
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import PASSWORD, hire
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox

ON_CALL = "on-call@clinic.example"
LADDER = f"""
[[every_site]]
after_minutes = 0
staff = true

[[every_site]]
after_minutes = 15
mail = ["{ON_CALL}"]
"""
STEP = timedelta(seconds=20)


def comes_in(app: Flask, level: str = "imminent") -> None:
    with app.app_context(), writing():
        raise_alert("default", public_id(), "flagged", level, clock.now())


class Arrivals:
    """When each letter came, by whom it was for."""

    def __init__(self, mailbox: Mailbox, stopped: StoppedClock) -> None:
        self.mailbox, self.stopped = mailbox, stopped
        self.seen: dict[str, list[datetime]] = {}

    def look(self) -> None:
        """Note what has come by now."""
        for letter in self.mailbox.letters:
            self.seen.setdefault(str(letter["To"]), []).append(self.stopped.at)
        self.mailbox.letters.clear()


def most_within(moments: Sequence[datetime], span: timedelta) -> int:
    return max(sum(since <= one < since + span for one in moments) for since in moments)


def delays(app: Flask, rung: int) -> list[timedelta]:
    with app.app_context():
        of_rung = db.session.scalars(sa.select(Delivery).where(Delivery.rung == rung)).all()
        return [(one.delivered_at or one.due_at + timedelta(days=1)) - one.due_at for one in of_rung]


@on_each_engine
def test_of_a_flood_the_first_is_told_at_once_and_the_rest_a_few_mails_at_a_time(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana, began = hire(app, "coordinator"), stopped.at
    arrivals = Arrivals(mailbox, stopped)
    flood, length = timedelta(minutes=8), timedelta(minutes=29)
    while stopped.at - began < length:
        if stopped.at - began < flood:
            comes_in(app)
        go("mail")
        arrivals.look()
        stopped.move(STEP)
    count = flood // STEP
    assert arrivals.seen[ana][0] == began
    assert arrivals.seen[ON_CALL][0] == began + timedelta(minutes=15), "the ladder is climbed as ever"
    for moments in arrivals.seen.values():
        assert most_within(moments, WITHIN) == MOST
        assert len(moments) < count / 2
    for rung in (0, 1):
        assert len(delays(app, rung)) == count, "each is told"
        assert max(delays(app, rung)) <= WITHIN, "and soon"


@pytest.mark.parametrize("held", [("elevated", "elevated"), ("imminent", "imminent"), ("imminent", "elevated")])
def test_what_is_no_more_pressing_than_what_was_told_waits_for_minutes(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, held: tuple[str, str]
) -> None:
    hire(app, "coordinator")
    told, last = held
    _told_often(app, stopped, go, told)
    comes_in(app, last)
    assert go("mail").delivered == 0
    stopped.move(WITHIN - MOST * STEP)
    assert go("mail").delivered == 1


def test_what_presses_does_not_wait_behind_what_does_not(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    hire(app, "coordinator")
    _told_often(app, stopped, go, "elevated")
    comes_in(app, "urgent")
    assert go("mail").delivered == 1


def test_what_goes_up_the_ladder_does_not_wait_behind_what_begins_to(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    _hire_who_is_on_call_too(app)
    comes_in(app)
    go("mail")
    stopped.move(timedelta(minutes=15) - MOST * STEP)
    _told_often(app, stopped, go, "imminent")
    assert go("mail").delivered == 1


def _hire_who_is_on_call_too(app: Flask) -> None:
    with app.app_context():
        with writing():
            link = enrol.invite(ON_CALL, "coordinator")
        with writing():
            enrol.redeem(link, PASSWORD, "Ana Duarte")


def _told_often(app: Flask, stopped: StoppedClock, go: Round, level: str) -> None:
    for _ in range(MOST):
        comes_in(app, level)
        assert go("mail").delivered == 1
        stopped.move(STEP)
