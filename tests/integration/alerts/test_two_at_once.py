"""Any number of machines go round at once: each message is in one hand, and a hand that dies lets go."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from app.alerts.claims import LEASE, claim, mark_delivered, put_off
from app.alerts.climb import climb
from app.alerts.models import Delivery
from app.extensions import clock, db
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, arrive, hire
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox

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
