"""The clock was ahead for a while and was set right again: nobody is told ten years later."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.alerts.claims import claim, put_off
from app.alerts.climb import climb
from app.alerts.dead_man import idle_channels
from app.alerts.loop import rounds as going_round
from app.alerts.models import Alert
from app.alerts.relay import say_alive
from app.alerts.wrong_clock import watch_clock
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.web.housekeeping import go_round
from tests.integration.alerts.conftest import Round
from tests.integration.alerts.test_account_mail import told, try_once
from tests.support.desk import ACUTE, arrive, hire, sign_in
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.webhook import Hook

pytestmark = on_each_engine
MINUTE, AGAIN = timedelta(minutes=1), timedelta(minutes=30)
AHEAD = pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=3653)], ids=["hours", "years"])


@pytest.fixture(autouse=True)
def looked_at(app: Flask, stopped: StoppedClock) -> None:
    """The house went round before, and knows what time it is."""
    with app.app_context():
        go_round()


def rounds(app: Flask, go: Round) -> int:
    """As the house and whoever begins go round. Returns how many messages got through."""
    with app.app_context():
        go_round()
        for channel in ("mail", "webhook"):
            watch_clock(channel)()
            say_alive(channel)
    return go("mail").delivered + go("webhook").delivered


@AHEAD
def test_what_was_raised_meanwhile_is_told_at_once(
    app: Flask, stopped: StoppedClock, go: Round, ahead: timedelta
) -> None:
    hire(app, "coordinator")
    stopped.move(ahead)
    arrive(app, ACUTE)
    stopped.move(-ahead)
    assert rounds(app, go) == 1


@pytest.mark.parametrize("ahead", [10 * MINUTE, timedelta(days=3653)], ids=["minutes", "years"])
def test_what_was_owed_meanwhile_and_not_tried_goes_out_at_once(
    app: Flask, stopped: StoppedClock, go: Round, ahead: timedelta
) -> None:
    hire(app, "coordinator")
    stopped.move(ahead)
    arrive(app, ACUTE)
    with app.app_context():
        climb()
    stopped.move(-ahead)
    assert rounds(app, go) == 1


@AHEAD
def test_what_was_told_meanwhile_goes_on_up_the_ladder_and_is_told_again(
    app: Flask, stopped: StoppedClock, go: Round, ahead: timedelta
) -> None:
    hire(app, "coordinator")
    stopped.move(ahead)
    arrive(app, ACUTE)
    assert rounds(app, go) == 1
    stopped.move(-ahead)
    assert rounds(app, go) == 0
    stopped.move(2 * MINUTE)
    assert rounds(app, go) == 1, "the second rung, counted from when the clock was right again"
    stopped.move(AGAIN)
    assert rounds(app, go) == 1


@AHEAD
def test_what_all_were_told_of_before_is_told_again_half_an_hour_after_it(
    app: Flask, stopped: StoppedClock, go: Round, ahead: timedelta
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    assert rounds(app, go) == 1
    stopped.move(ahead)
    assert rounds(app, go) >= 1
    stopped.move(-ahead)
    assert rounds(app, go) == 0
    stopped.move(AGAIN)
    assert rounds(app, go) == 1


def test_a_server_that_runs_for_long_tells_again_half_an_hour_after_its_clock_was_set_back(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, hook: Hook
) -> None:
    hire(app, "coordinator")
    by_mail, by_webhook, ahead = going_round("mail"), going_round("webhook"), timedelta(hours=5)

    def told_after(off: timedelta) -> int:
        told_before = len(mailbox.letters) + len(hook.calls)
        stopped.move(off)
        by_mail()
        by_webhook()
        return len(mailbox.letters) + len(hook.calls) - told_before

    with app.app_context():
        told_after(timedelta())
        stopped.move(timedelta(days=10))
        arrive(app, ACUTE)
        assert [told_after(off) for off in (timedelta(), ahead, -ahead, AGAIN)] == [1, 1, 0, 1]


@pytest.mark.parametrize("off", [timedelta(hours=-1), 20 * MINUTE], ids=["set back", "long"])
def test_no_round_asks_twice_however_long_it_takes_and_whatever_its_clock_does(
    app: Flask, stopped: StoppedClock, off: timedelta
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    with app.app_context():
        climb()
        began = stopped.at
        stopped.move(off)
        asked = claim("mail", "worker", began)
        assert asked
        put_off(asked, "worker", "refused", lasting=True)
        assert claim("mail", "worker", began) is None


def test_what_two_machines_take_out_of_each_others_hands_keeps_no_round_going(
    app: Flask, stopped: StoppedClock
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    with app.app_context():
        climb()
        asked = claim("mail", "here", stopped.at)
        assert asked
        stopped.move(2 * MINUTE)
        assert claim("mail", "there, ahead", stopped.at) == asked
        stopped.move(-2 * MINUTE)
        put_off(asked, "here", "no answer", lasting=False)
        assert claim("mail", "here", stopped.at, {asked.id}) is None


@AHEAD
def test_what_somebody_opened_meanwhile_and_left_is_told_again(
    app: Flask, stopped: StoppedClock, go: Round, ahead: timedelta
) -> None:
    ana = hire(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    rounds(app, go)
    stopped.move(ahead)
    sign_in(app, ana).get(case)
    stopped.move(-ahead)
    assert rounds(app, go) == 0
    stopped.move(AGAIN)
    assert rounds(app, go) == 1


def test_of_what_was_opened_before_its_mail_got_through_staff_are_told_again(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    mailbox.answers.append("451 later")
    assert rounds(app, go) == 0
    stopped.move(timedelta(hours=3))
    sign_in(app, ana).get(case)
    stopped.move(-timedelta(hours=3))
    assert rounds(app, go) == 0
    stopped.move(AGAIN)
    assert rounds(app, go) == 1


def test_what_a_machine_told_that_was_hours_ahead_and_is_gone_is_told_again_within_an_hour(
    app: Flask, stopped: StoppedClock, go: Round
) -> None:
    hire(app, "coordinator")
    look = watch_clock("mail")
    with app.app_context():
        look()
    arrive(app, ACUTE)
    stopped.move(timedelta(hours=5))
    assert go("mail").delivered + go("webhook").delivered == 2, "it took both rungs at once"
    stopped.move(-timedelta(hours=5))
    for _ in range(2):
        stopped.move(AGAIN)
        with app.app_context():
            look()
            climb()
    assert go("webhook").delivered == 1


def test_that_nobody_goes_round_is_seen_though_somebody_did_in_the_future(
    app: Flask, stopped: StoppedClock, go: Round
) -> None:
    stopped.move(timedelta(days=3653))
    rounds(app, go)
    stopped.move(-timedelta(days=3653))
    with app.app_context():
        assert idle_channels() == ["mail", "webhook"]


def test_whoever_acts_on_what_was_raised_meanwhile_has_acted(app: Flask, stopped: StoppedClock, go: Round) -> None:
    ana = hire(app, "coordinator")
    stopped.move(timedelta(days=3653))
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    stopped.move(-timedelta(days=3653))
    assert sign_in(app, ana).post(f"{case}/attempts", outcome="no_answer").status_code == 303
    assert rounds(app, go) == 0


def test_who_was_told_in_the_future_of_failed_sign_ins_is_told_of_those_that_come_now(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    email = hire(app, "coordinator")
    for off in (timedelta(days=3653), AGAIN - timedelta(days=3653)):
        stopped.move(off)
        for _ in range(5):
            try_once(app, email)
        go("mail")
    assert len(told(mailbox)) == 2


def test_a_clock_that_is_far_behind_makes_no_alert_older(app: Flask, stopped: StoppedClock, go: Round) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    rounds(app, go)
    stopped.move(-timedelta(days=3653))
    rounds(app, go)
    stopped.move(timedelta(days=3653))
    with app.app_context():
        assert db.session.scalars(sa.select(Alert.raised_at)).all() == [stopped.at]
