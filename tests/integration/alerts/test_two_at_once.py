"""Any number of machines go round at once: each message is in one hand, and a hand that dies lets go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.alerts.claims import LEASE, claim, mark_delivered, put_off
from app.alerts.climb import climb
from app.alerts.models import Delivery
from app.extensions import clock, db
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, arrive, hire
from tests.support.engines import on_each_engine, on_postgresql
from tests.support.mailbox import Mailbox
from tests.support.webhook import Hook

MANY = 12


def one_waits(app: Flask) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    climb()


@on_each_engine
def test_what_one_has_in_hand_no_other_takes_until_the_lease_is_over(app: Flask, stopped: StoppedClock) -> None:
    with app.app_context():
        one_waits(app)
        first = claim("mail", "first", clock.now())
        assert first is not None
        stopped.move(LEASE - timedelta(seconds=1))
        assert claim("mail", "second", clock.now()) is None
        stopped.move(timedelta(seconds=1))
        again = claim("mail", "second", clock.now())
        assert again is not None
        assert (again.id, again.tries) == (first.id, 2)


@on_each_engine
def test_who_comes_back_after_the_lease_changes_nothing(app: Flask, stopped: StoppedClock) -> None:
    with app.app_context():
        one_waits(app)
        first = claim("mail", "first", clock.now())
        stopped.move(LEASE)
        second = claim("mail", "second", clock.now())
        assert first is not None
        assert second is not None
        mark_delivered(first, "first")
        put_off(first, "first", "too slow", lasting=False)
        row = db.session.get_one(Delivery, second.id, populate_existing=True)
        assert (row.delivered_at, row.worker) == (None, "second")
        mark_delivered(second, "second")
        assert db.session.get_one(Delivery, second.id, populate_existing=True).delivered_at == stopped.at


@on_each_engine
def test_going_up_the_ladder_twice_at_one_moment_owes_each_message_once(app: Flask, stopped: StoppedClock) -> None:
    with app.app_context():
        one_waits(app)
        climb()
        assert db.session.query(Delivery).count() == 1


@on_each_engine
def test_three_who_go_round_at_once_tell_everybody_once(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    for _ in range(MANY):
        hire(app, "coordinator")
    arrive(app, ACUTE)
    with ThreadPoolExecutor(3) as three:
        went = list(three.map(go, ["mail"] * 3))
    assert sum(one.delivered for one in went) == len(set(mailbox.ids)) == len(mailbox.ids) == MANY


def test_a_clock_that_was_set_back_holds_up_no_message(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    mailbox.answers = ["451 later"]
    go("mail")
    with app.app_context():
        stopped.move(timedelta(minutes=1))
        assert claim("mail", "dies", clock.now())
    stopped.move(-timedelta(hours=3))
    assert go("mail").delivered == 1


@on_each_engine
@pytest.mark.parametrize("apart", [timedelta(minutes=10), -timedelta(minutes=10)], ids=["ahead", "behind"])
def test_a_machine_whose_clock_is_wrong_loses_nothing_and_repeats_it_under_its_id_at_most(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, apart: timedelta
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    with app.app_context():
        climb()
        assert claim("mail", "at work", clock.now())
    stopped.move(apart)
    go("mail")
    stopped.move(LEASE - apart)
    go("mail")
    assert len(set(mailbox.ids)) == 1


@on_each_engine
def test_what_a_machine_with_a_fast_clock_raised_is_told_at_once_by_one_that_is_right(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    hire(app, "coordinator")
    with clock.stopped(stopped.at + timedelta(minutes=10)):
        arrive(app, ACUTE)
    assert go("mail").delivered == 1
    assert go("webhook").delivered == 0
    stopped.move(timedelta(minutes=2))
    assert go("webhook").delivered == 1, "the ladder goes on by the clock of whoever goes round"


@on_postgresql
@pytest.mark.parametrize(("minutes", "word"), [(10, "ahead of"), (-10, "behind")])
def test_a_machine_whose_clock_differs_from_the_database_s_is_told_so(
    run: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch, minutes: int, word: str
) -> None:
    right = clock.of_this_machine
    assert "clock" not in run.invoke(args=["doctor"]).output
    assert run.invoke(args=["alerts", "check"]).exit_code == 0
    monkeypatch.setattr(clock, "of_this_machine", lambda: right() + timedelta(minutes=minutes))
    for command in (["doctor"], ["alerts", "check"]):
        said = run.invoke(args=command)
        assert f"seconds {word} the database's" in said.output
        assert said.exit_code == 1
