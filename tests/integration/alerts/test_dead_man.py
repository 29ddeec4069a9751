"""Finding out that nobody was told, or that nobody looked: from what came of it, by commands a timer can call."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskCliRunner

from app import activity, alerts
from app.alerts.log import latest_deliveries
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, CALM, arrive, hire, sign_in
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.webhook import Hook, status


def check(run: FlaskCliRunner) -> tuple[int, str]:
    result = run.invoke(args=["alerts", "check"])
    return result.exit_code, result.output.strip()


@on_each_engine
def test_an_alert_that_nobody_opened_by_its_target_is_reported_until_somebody_does(
    app: Flask, stopped: StoppedClock, go: Round, run: FlaskCliRunner
) -> None:
    ana = hire(app, "coordinator")
    screening = arrive(app, ACUTE)
    go("mail")
    stopped.move(timedelta(minutes=30))
    assert check(run)[0] == 0
    stopped.move(timedelta(seconds=1))
    assert check(run) == (1, "Error: alerts that nobody opened in time: 1; that nobody was told of: 0")
    sign_in(app, ana).get(f"/staff/screenings/{screening}")
    assert check(run)[0] == 0


@on_each_engine
def test_an_alert_that_nobody_was_told_of_is_reported_at_night_too(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook, run: FlaskCliRunner
) -> None:
    hire(app, "coordinator")
    stopped.move(timedelta(hours=11))
    arrive(app, ACUTE)
    mailbox.shut()
    hook.answers = [status(500)] * 99
    for _ in range(20):
        go("mail"), go("webhook")
        stopped.move(timedelta(minutes=1))
    assert check(run) == (1, "Error: alerts that nobody opened in time: 0; that nobody was told of: 1")
    mailbox.open()
    hook.answers.clear()
    stopped.move(timedelta(hours=3))
    go("mail"), go("webhook")
    assert check(run)[0] == 0


def test_after_three_hours_in_which_nobody_and_nothing_was_there_everything_is_told(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook, run: FlaskCliRunner
) -> None:
    ana = hire(app, "coordinator")
    screening = arrive(app, ACUTE)
    mailbox.shut()
    hook.answers = [status(500)] * 999
    for _ in range(180):
        go("mail"), go("webhook")
        stopped.move(timedelta(minutes=1))
    assert check(run) == (1, "Error: alerts that nobody opened in time: 1; that nobody was told of: 1")
    mailbox.open()
    hook.answers.clear()
    hook.calls.clear()
    go("mail"), go("webhook")
    assert {str(letter["To"]) for letter in mailbox.letters} == {ana}
    assert len(hook.calls) == 1, "one alert, and one message about it, however often it was repeated meanwhile"
    with app.app_context():
        assert {state for _, state in latest_deliveries("default", 99)} == {"delivered"}
        rungs = {row.detail["rung"] for row in activity.latest(99) if row.action == "alert.climbed"}
        assert rungs == {1, 2, 3, 4, 5, 6, 7}, "every rung stands in the log: two, and the last once every half hour"
        assert alerts.unseen("default") == {screening}
    assert check(run) == (1, "Error: alerts that nobody opened in time: 1; that nobody was told of: 0")


def test_an_alert_is_reported_when_nothing_goes_round_at_all(
    app: Flask, stopped: StoppedClock, run: FlaskCliRunner
) -> None:
    arrive(app, ACUTE)
    stopped.move(timedelta(minutes=14))
    assert check(run)[0] == 0
    stopped.move(timedelta(minutes=1))
    assert check(run)[0] == 1


def test_what_raised_nothing_is_never_reported(app: Flask, stopped: StoppedClock, run: FlaskCliRunner) -> None:
    arrive(app, CALM)
    stopped.move(timedelta(days=30))
    assert check(run)[0] == 0


def test_one_round_by_hand_delivers_and_says_so_and_says_when_it_could_not(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, run: FlaskCliRunner
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    mailbox.shut()
    result = run.invoke(args=["alerts", "run"])
    assert (result.exit_code, result.stdout) == (1, "0 delivered, 1 put off\n")
    mailbox.open()
    stopped.move(timedelta(seconds=5))
    result = run.invoke(args=["alerts", "run"])
    assert (result.exit_code, result.stdout) == (0, "1 delivered, 0 put off\n")


def test_the_doctor_says_which_channel_nobody_goes_round_for(
    app: Flask, stopped: StoppedClock, run: FlaskCliRunner
) -> None:
    result = run.invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "nobody delivers by mail" in result.stdout
    assert "nobody delivers by webhook" in result.stdout
    run.invoke(args=["alerts", "run"])
    assert "nobody delivers" not in run.invoke(args=["doctor"]).stdout
    stopped.move(timedelta(minutes=3))
    result = run.invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "nobody delivers by mail" in result.stdout


def test_a_trial_reaches_everybody_on_the_ladder_and_asks_for_nothing(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, hook: Hook, run: FlaskCliRunner
) -> None:
    hire(app, "coordinator"), hire(app, "clinician")
    assert run.invoke(args=["alerts", "test"]).stdout == "3 messages are on their way\n"
    run.invoke(args=["alerts", "run"])
    assert len(mailbox.letters) == 2
    assert "nothing to do" in mailbox.letters[0]["Subject"]
    assert b"braid.trial" in hook.calls[0].body
    assert run.invoke(args=["alerts", "check"]).exit_code == 0
