"""Other systems are told what happened to a screening: signed, at least once, by ids, level and time alone."""

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from app.alerts.events import announce
from app.extensions import begin_immediate, db
from app.extensions.clock import StoppedClock
from app.intake.arriving.tidy import tidy_up
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, call_then, desk_of
from tests.support.engines import on_each_engine
from tests.support.sites import second_site
from tests.support.webhook import Hook, reset, status

CLOSED = {"outcome": "declined", "reason": "not_now", "no_attempt_because": "They came by."}


def subscribe(run: FlaskCliRunner, hook: Hook, *more: str) -> tuple[str, str]:
    """Let the hook be called. Returns the id and the secret."""
    result = run.invoke(args=["webhooks", "add", hook.url, *more])
    assert result.exit_code == 0, result.output
    made, secret = result.stdout.split()
    return made, secret


def told(hook: Hook) -> list[tuple[str, str, str]]:
    """Of what the hook was told: type, screening and level, in order of time."""
    said = sorted((json.loads(call.body) for call in hook.calls), key=lambda one: str(one["timestamp"]))
    return [(one["type"], one["data"]["screening"], one["data"]["level"]) for one in said]


@on_each_engine
def test_a_system_is_told_from_the_first_to_the_last_and_of_nothing_that_anybody_said(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    subscribe(run, hook)
    screening_id = arrive(app, {**CALM, "px_matters": "canary of the person"}, CONTACT)
    case, desk = f"/staff/screenings/{screening_id}", desk_of(app, "coordinator")
    for act, fields in (
        ("level", {"level": "urgent", "text": "canary"}),
        ("close", CLOSED),
        ("reopen", {"text": "canary"}),
    ):
        stopped.move(timedelta(minutes=1))
        assert desk.post(f"{case}/{act}", **fields).status_code == 303
    assert go("event").delivered == 4
    assert told(hook) == [
        ("screening.created", screening_id, "routine"),
        ("screening.level_changed", screening_id, "urgent"),
        ("screening.closed", screening_id, "urgent"),
        ("screening.reopened", screening_id, "urgent"),
    ]
    for call in hook.calls:
        assert set(json.loads(call.body)) == {"type", "timestamp", "data"}
        assert set(json.loads(call.body)["data"]) == {"site", "screening", "level"}
        assert b"canary" not in call.body


def test_whoever_is_called_can_tell_that_it_is_us_and_that_it_is_now(
    app: Flask, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    receiver = Webhook(subscribe(run, hook)[1])
    arrive(app, CALM)
    go("event")
    (call,) = hook.calls
    headers = {name.lower(): value for name, value in call.headers.items()}
    assert receiver.verify(call.body, headers)
    later = str(int(headers["webhook-timestamp"]) + 1)
    for changed, body in ((headers, call.body + b" "), ({**headers, "webhook-timestamp": later}, call.body)):
        with pytest.raises(WebhookVerificationError):
            receiver.verify(body, changed)


def test_later_answers_of_the_same_person_are_told_as_what_they_change(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    subscribe(run, hook)
    screening_id = call_then(app, CALM, ACUTE)
    go("event")
    assert sorted(told(hook)) == [
        ("screening.created", screening_id, "routine"),
        ("screening.level_changed", screening_id, "imminent"),
    ]


def test_each_is_told_what_it_wants_of_its_own_site_and_nobody_of_a_drill(
    app: Flask, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    hill = second_site(app)
    subscribe(run, hook, "--event", "created", "--site", str(hill.way_in))
    subscribe(run, hook, "--event", "closed")
    arrive(app, CALM)
    desk_of(app, "supervisor").post("/staff/drill")
    there = arrive(app, CALM, site_id=hill.id)
    go("event")
    assert told(hook) == [("screening.created", there, "routine")]


@on_each_engine
def test_what_did_not_get_through_comes_again_with_the_same_id_until_it_does(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    subscribe(run, hook)
    hook.answers = [status(500), reset, status(302, Location="http://127.0.0.1/"), *[status(410)] * 4]
    arrive(app, CALM)
    moments: list[datetime] = []
    while len(moments) < 8:
        go("event")
        if len(hook.calls) > len(moments):
            moments.append(stopped.at)
            left = run.invoke(args=["webhooks", "list"]).stdout
            assert ("1 waiting (" in left) == (len(moments) < 8)
        stopped.move(timedelta(seconds=5))
    assert len(set(hook.ids)) == 1
    assert len({call.body for call in hook.calls}) == 1
    assert moments[1] - moments[0] <= timedelta(seconds=10)
    assert moments[-1] - moments[-2] > timedelta(minutes=5), "who stays away is not asked every minute"


def test_a_system_that_cannot_be_reached_is_tried_once_a_round_whatever_waits_for_it(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    subscribe(run, hook)
    hook.answers = [status(503)]
    for _ in range(3):
        arrive(app, CALM)
    first = go("event")
    assert (first.delivered, first.failed, len(hook.calls)) == (0, 1, 1)
    stopped.move(timedelta(seconds=15))
    assert go("event").delivered == 3


def test_what_was_undone_is_told_to_nobody(app: Flask, go: Round, hook: Hook, run: FlaskCliRunner) -> None:
    subscribe(run, hook)
    with app.app_context():
        begin_immediate()
        announce("created", "default", "0" * 32, "routine")
        db.session.rollback()
    assert go("event").delivered == 0


def test_a_system_that_is_removed_is_told_no_more_not_even_of_what_waits(
    app: Flask, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    made, _secret = subscribe(run, hook)
    arrive(app, CALM)
    assert run.invoke(args=["webhooks", "remove", made]).exit_code == 0
    go("event")
    assert hook.calls == []
    assert run.invoke(args=["webhooks", "list"]).stdout == ""
    assert run.invoke(args=["webhooks", "remove", made]).exit_code == 1


def test_what_nobody_took_in_a_week_is_forgotten(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, run: FlaskCliRunner
) -> None:
    subscribe(run, hook)
    arrive(app, CALM)
    stopped.move(timedelta(days=7))
    with app.app_context():
        tidy_up()
    assert go("event").delivered == 0
    assert "0 waiting" in run.invoke(args=["webhooks", "list"]).stdout


def test_the_address_and_the_secret_are_sealed_and_a_bad_address_is_refused(
    app: Flask, hook: Hook, run: FlaskCliRunner
) -> None:
    for wrong in ("http://ehr.example/braid", "ftp://ehr.example", "https://user:word@ehr.example/"):
        assert run.invoke(args=["webhooks", "add", wrong]).exit_code == 1
    _made, secret = subscribe(run, hook)
    instance = app.extensions["braid.settings"].instance
    kept = b"".join(path.read_bytes() for path in instance.rglob("*") if path.is_file())
    assert secret.encode() not in kept
    assert hook.url.encode() not in kept


def test_the_doctor_says_when_nobody_goes_round_for_them(
    stopped: StoppedClock, hook: Hook, run: FlaskCliRunner
) -> None:
    assert "by event" not in run.invoke(args=["doctor"]).stdout
    subscribe(run, hook)
    assert "nobody delivers by event" in run.invoke(args=["doctor"]).stdout
    run.invoke(args=["alerts", "run"])
    assert "by event" not in run.invoke(args=["doctor"]).stdout
