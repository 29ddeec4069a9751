"""Staff are told of an alert: until it got through or somebody saw it, and never of whom or what."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from standardwebhooks import Webhook

from app.activity import for_subject
from app.alerts.models import Alert
from app.alerts.outbox import take_back_seen
from app.extensions import clock, db, writing
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import SENDER, Round
from tests.support.desk import ACUTE, CALM, CONTACT, POSITIVE, Desk, arrive, call_then, hire, sign_in
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.never_said import said_in_call, said_in_mail
from tests.support.webhook import SECRET, Hook, reset, status

TWO_MINUTES = timedelta(minutes=2)


def came_in(app: Flask) -> str:
    return arrive(app, ACUTE, CONTACT)


@on_each_engine
def test_everybody_who_works_on_screenings_is_told_by_mail_and_then_the_webhook(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    ana, sol = hire(app, "coordinator"), hire(app, "supervisor")
    hire(app, "admin"), hire(app, "auditor"), hire(app, "coordinator", site_id="other")
    came_in(app)
    assert go("mail").delivered == 2
    assert {str(letter["To"]) for letter in mailbox.letters} == {ana, sol}
    assert {str(letter["From"]) for letter in mailbox.letters} == {SENDER}
    assert go("webhook").delivered == 0
    stopped.move(TWO_MINUTES)
    assert go("webhook").delivered == 1
    assert len(set(mailbox.ids) | set(hook.ids)) == 3, "each message has an id of its own"
    assert go("mail").delivered == go("webhook").delivered == 0, "nobody is told twice of one rung"


def test_a_message_says_that_something_waits_and_nothing_of_whom_or_what(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook, run: FlaskCliRunner
) -> None:
    ana = hire(app, "coordinator")
    screenings = [came_in(app), arrive(app, POSITIVE, CONTACT), call_then(app, ACUTE, None)]
    for wait in (timedelta(), timedelta(hours=5)):  # nobody opens them, and then nobody acts
        stopped.move(wait)
        go("mail")
        stopped.move(TWO_MINUTES)
        go("webhook")
        desk = sign_in(app, ana)
        for screening in screenings:
            desk.get(f"/staff/screenings/{screening}")
    run.invoke(args=["alerts", "test"]), go("mail"), go("webhook")
    subjects = {str(letter["Subject"]).partition(" / ")[0] for letter in mailbox.letters}
    assert subjects - {"About your account"} == {"3 items need attention", "A test: nothing to do"}
    assert len(hook.calls) == len(screenings) * 2 + 1
    assert [said for letter in mailbox.letters for said in said_in_mail(letter)] == []
    assert [said for call in hook.calls for said in said_in_call(call.path, call.headers, call.body)] == []
    for said in [letter.as_string() for letter in mailbox.letters] + [call.body.decode() for call in hook.calls]:
        assert not [screening for screening in screenings if screening in said]


def test_the_mail_speaks_every_language(app: Flask, go: Round, mailbox: Mailbox) -> None:
    hire(app, "coordinator")
    came_in(app)
    go("mail")
    text = mailbox.letters[0].get_content()
    assert "Sign in: http" in text
    assert "Inicie sesión" in text


def test_a_call_is_signed_as_standard_webhooks_has_it(app: Flask, go: Round, hook: Hook) -> None:
    came_in(app)
    with clock.stopped(clock.now() + TWO_MINUTES):
        go("webhook")
    (call,) = hook.calls
    assert Webhook(SECRET).verify(call.body, dict(call.headers))["type"] == "braid.item_waiting"
    assert call.path == "/alerts?for=desk"


def test_nobody_is_told_of_a_screening_that_raised_nothing(app: Flask, go: Round, mailbox: Mailbox) -> None:
    hire(app, "coordinator")
    arrive(app, CALM)
    assert go("mail").delivered == 0


@on_each_engine
def test_once_somebody_has_seen_it_nobody_else_is_told_unless_it_could_not_be_shown(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    email = hire(app, "coordinator")
    screening = came_in(app)
    mailbox.shut()
    go("mail")
    desk: Desk = sign_in(app, email)
    desk.get(f"/staff/screenings/{screening}")
    mailbox.open()
    stopped.move(timedelta(minutes=1))
    assert go("mail").delivered == 0
    with app.app_context(), writing():
        (alert,) = db.session.query(Alert).all()
        assert alert.seen_by
        take_back_seen(screening, alert.seen_by, stopped.at - timedelta(hours=1))
    assert go("mail").delivered == 1


@on_each_engine
def test_while_the_mail_server_is_down_it_is_tried_again_and_the_webhook_does_not_wait(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    hire(app, "coordinator")
    came_in(app)
    mailbox.shut()
    for _ in range(30):
        assert go("mail").delivered == 0
        stopped.move(timedelta(minutes=1))
    assert go("webhook").delivered == 1
    mailbox.open()
    assert go("mail").delivered >= 1
    assert len(set(mailbox.ids)) == len(mailbox.ids)


@pytest.mark.parametrize("answer", ["451 try later", "452 full", "550 no", "554 no"])
def test_a_message_that_the_mail_server_refuses_comes_again_under_the_same_id(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, answer: str
) -> None:
    hire(app, "coordinator")
    came_in(app)
    mailbox.answers = [answer]
    assert (go("mail").failed, mailbox.letters) == (1, [])
    stopped.move(timedelta(seconds=5))
    assert go("mail").delivered == 1


def test_a_recipient_who_is_refused_keeps_nobody_else_waiting_and_is_tried_again_later(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana, sol = hire(app, "coordinator"), hire(app, "supervisor")
    mailbox.refused[ana] = "550 nobody here"
    came_in(app)
    went = go("mail")
    assert (went.delivered, went.failed) == (1, 1)
    assert [str(letter["To"]) for letter in mailbox.letters] == [sol]
    stopped.move(timedelta(minutes=5))
    assert go("mail").failed == 0, "a server that is asked every minute about nobody stops listening"
    mailbox.refused.clear()
    stopped.move(timedelta(minutes=10))
    go("mail")
    assert [str(letter["To"]) for letter in mailbox.letters] == [sol, ana]


def test_a_recipient_for_whom_the_server_wants_a_second_try_gets_one_soon(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    mailbox.refused[ana] = "450 greylisted"
    came_in(app)
    assert go("mail").failed == 1
    mailbox.refused.clear()
    stopped.move(timedelta(seconds=5))
    assert go("mail").delivered == 1


@pytest.mark.parametrize(
    "answer",
    [status(500), status(404), status(410), status(301, Location="/elsewhere"), status(307, Location="/else"), reset],
    ids=["500", "404", "410", "301", "307", "reset"],
)
def test_a_call_that_is_not_taken_comes_again_under_the_same_id_and_follows_nobody(
    app: Flask, stopped: StoppedClock, go: Round, hook: Hook, answer: object
) -> None:
    came_in(app)
    stopped.move(TWO_MINUTES)
    hook.answers = [answer]  # type: ignore[list-item]  # each is one
    assert go("webhook").failed == 1
    stopped.move(timedelta(seconds=5))
    assert go("webhook").delivered == 1
    assert len(hook.ids) == 2
    assert len(set(hook.ids)) == 1
    stamps = {call.headers["webhook-timestamp"] for call in hook.calls}
    assert len(stamps) == 2, "signed anew, so that an old signature is of no use"


def test_a_long_answer_is_not_read(app: Flask, stopped: StoppedClock, go: Round, hook: Hook) -> None:
    came_in(app)
    stopped.move(TWO_MINUTES)
    hook.answers = [status(200, bytes(10_000_000))]
    assert go("webhook").delivered == 1


def test_a_delivery_stands_in_the_activity_log_with_nothing_of_whom(app: Flask, go: Round, mailbox: Mailbox) -> None:
    hire(app, "coordinator")
    came_in(app)
    go("mail")
    with app.app_context():
        (alert,) = db.session.query(Alert).all()
        _climbed, row = for_subject("alert", alert.id.hex)
        assert (row.action, row.site_id, row.detail) == ("alert.delivered", "default", {"channel": "mail"})


def test_where_a_message_goes_stands_in_the_database_only_sealed(app: Flask, go: Round, mailbox: Mailbox) -> None:
    email = hire(app, "coordinator")
    came_in(app)
    go("mail")
    with app.app_context():
        stored = db.session.execute(db.text("SELECT * FROM alert_deliveries")).all()
        assert stored
    assert email not in repr(stored)
