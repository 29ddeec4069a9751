"""Alerts that wait for one reader go out as one message: a flood buries nobody, and an outage ends with one mail."""

from datetime import timedelta

from flask import Flask

from app.alerts.claims import LEASE, claim
from app.alerts.climb import climb
from app.alerts.log import latest_deliveries
from app.extensions import clock
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, arrive, hire, sign_in
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.webhook import Hook

FEW = 3


def some_come_in(app: Flask) -> list[str]:
    return [arrive(app, ACUTE) for _ in range(FEW)]


def subjects(mailbox: Mailbox) -> list[str]:
    return [str(letter["Subject"]).partition(" / ")[0] for letter in mailbox.letters]


@on_each_engine
def test_what_waits_for_one_reader_is_one_mail_and_each_is_told(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    told = {hire(app, "coordinator"), hire(app, "supervisor")}
    some_come_in(app)
    go("mail")
    assert {str(letter["To"]) for letter in mailbox.letters} == told
    assert subjects(mailbox) == ["3 items need attention"] * 2
    with app.app_context():
        deliveries = latest_deliveries("default", 99)
        assert [state for _, state in deliveries] == ["delivered"] * FEW * 2
    stopped.move(timedelta(minutes=2))
    assert go("webhook").delivered == len(set(hook.ids)) == FEW, "a machine takes each by itself"


@on_each_engine
def test_refused_together_they_come_again_together_and_with_what_came_in_meanwhile(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    hire(app, "coordinator")
    some_come_in(app)
    mailbox.answers = ["451 later"]
    assert go("mail").failed == 1
    stopped.move(timedelta(seconds=5))
    arrive(app, ACUTE)
    go("mail")
    assert subjects(mailbox) == ["4 items need attention"]


@on_each_engine
def test_whoever_dies_with_them_in_hand_leaves_them_to_the_next_under_the_same_id(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    hire(app, "coordinator")
    some_come_in(app)
    with app.app_context():
        climb()
        first = claim("mail", "dies", clock.now())
        assert first
        first_id = first.id
        assert claim("mail", "another", clock.now()) is None, "all of them are in one hand"
    stopped.move(LEASE)
    go("mail")
    assert mailbox.ids == [f"<{first_id}@clinic.example>"]


def test_what_somebody_opened_meanwhile_is_not_counted(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    opened, *_ = some_come_in(app)
    mailbox.shut()
    go("mail")
    sign_in(app, ana).get(f"/staff/screenings/{opened}")
    mailbox.open()
    stopped.move(timedelta(minutes=1))
    go("mail")
    assert subjects(mailbox) == ["2 items need attention"]
