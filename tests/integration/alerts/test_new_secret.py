"""A system that is told of events gets a new secret, and for a while its calls are signed with both."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskCliRunner
from standardwebhooks import Webhook

from app import activity
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import CALM, arrive
from tests.support.engines import on_each_engine
from tests.support.webhook import Hook


def subscribe(run: FlaskCliRunner, hook: Hook) -> tuple[str, str]:
    """Let the hook be called. Returns the id and the secret."""
    made, secret = run.invoke(args=["webhooks", "add", hook.url]).stdout.split()
    return made, secret


def new_secret(run: FlaskCliRunner, made: str, *more: str) -> str:
    result = run.invoke(args=["webhooks", "new-secret", made, *more])
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def known_by(app: Flask, go: Round, hook: Hook, secrets: list[str]) -> list[bool]:
    """By which of these secrets the next call can be told to be ours."""
    arrive(app, CALM)
    go("event")
    call = hook.calls[-1]
    at = datetime.fromtimestamp(int(call.headers["webhook-timestamp"]), UTC)
    signatures = call.headers["webhook-signature"].split(" ")
    return [Webhook(secret).sign(call.id, at, call.body.decode()) in signatures for secret in secrets]


@on_each_engine
def test_both_secrets_hold_until_the_overlap_is_over_and_then_the_new_one_alone(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    made, first = subscribe(run, hook)
    second = new_secret(run, made, "--hours", "2")
    assert second.startswith("whsec_")
    assert known_by(app, go, hook, [first, second]) == [True, True]
    stopped.move(timedelta(hours=1))
    third = new_secret(run, made, "--hours", "2")
    assert known_by(app, go, hook, [first, second, third]) == [True, True, True]
    stopped.move(timedelta(hours=2))
    assert known_by(app, go, hook, [first, second, third]) == [False, False, True]


def test_the_library_of_whoever_is_called_takes_a_call_with_two_signatures(
    app: Flask, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    made, first = subscribe(run, hook)
    second = new_secret(run, made)
    arrive(app, CALM)
    go("event")
    (call,) = hook.calls
    for secret in (first, second):
        assert Webhook(secret).verify(call.body, dict(call.headers.items()))


def test_one_that_leaked_ends_at_once(app: Flask, go: Round, hook: Hook, run: FlaskCliRunner) -> None:
    made, leaked = subscribe(run, hook)
    second = new_secret(run, made, "--hours", "0")
    assert known_by(app, go, hook, [leaked, second]) == [False, True]


def test_it_is_on_record_and_the_secret_is_not(app: Flask, hook: Hook, run: FlaskCliRunner) -> None:
    made, _first = subscribe(run, hook)
    second = new_secret(run, made)
    with app.app_context():
        (last,) = activity.latest(1)
    assert (last.action, last.subject_type, last.detail) == ("webhook.secret", "site", {})
    assert second not in run.invoke(args=["webhooks", "list"]).stdout


def test_what_is_not_there_gets_none(run: FlaskCliRunner) -> None:
    result = run.invoke(args=["webhooks", "new-secret", "0" * 32])
    assert result.exit_code == 1
    assert "there is no webhook of this id" in result.output
