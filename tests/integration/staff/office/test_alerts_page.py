"""The page on how staff are told: what is set up, who is on the ladder, what became of each message, and a test."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskCliRunner

from app.alerts.models import Delivery
from app.alerts.relay import go_round
from app.alerts.subscribers import Subscriber
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, Desk, arrive, hire
from tests.support.mailbox import open_mailbox
from tests.support.sites import second_site
from tests.support.telling import go, set_up
from tests.support.webhook import Hook, hook_server, status

ALERTS = "/staff/alerts"


def rows(page: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(".log tbody tr")]


def test_without_a_channel_it_says_plainly_that_nobody_is_told(admin: Desk) -> None:
    assert "Nobody is told. Somebody has to keep the queue open." in admin.get(ALERTS).get_text()


def test_each_message_stands_there_with_whom_it_goes_to_and_what_became_of_it(
    app: Flask, stopped: StoppedClock, admin: Desk
) -> None:
    ana, sol = hire(app, "coordinator"), hire(app, "supervisor")
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        mailbox.refused[sol] = "550 nobody here"
        arrive(app, ACUTE)
        assert "set up, and nobody delivers" in admin.get(ALERTS).get_text()
        go(app)
    page = admin.get(ALERTS)
    assert "at work" in page.get_text()
    assert sorted(rows(page)) == sorted(
        [
            f"today 12:00 Mail {ana} ● Delivered today 12:00 1 try",
            f"today 12:00 Mail {sol} ✗ Not yet The mail server refuses this address. recipient 550 1 try",
        ]
    )


def test_what_somebody_opened_in_time_is_no_longer_owed(
    app: Flask, stopped: StoppedClock, admin: Desk, ana: Desk
) -> None:
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        screening = arrive(app, ACUTE)
        mailbox.shut()
        go(app)
        ana.get(f"/staff/screenings/{screening}")
        assert "Somebody had opened it by then" in rows(admin.get(ALERTS))[0]


def test_a_test_reaches_everybody_and_stands_in_the_list_as_one(app: Flask, stopped: StoppedClock, admin: Desk) -> None:
    hire(app, "coordinator")
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        assert admin.post(ALERTS).status_code == 303
        assert "Waits to be sent" in rows(admin.get(ALERTS))[0]
        go(app)
        assert "nothing to do" in mailbox.letters[0]["Subject"]
    assert rows(admin.get(ALERTS))[0].startswith("today 12:00 Test Mail")


def test_messages_of_another_site_are_not_shown(app: Flask, stopped: StoppedClock, admin: Desk) -> None:
    hill = second_site(app)
    hire(app, "coordinator", site_id=hill.id)
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        arrive(app, ACUTE, site_id=hill.id)
        go(app)
        assert len(mailbox.letters) == 1
    assert rows(admin.get(ALERTS)) == []


@pytest.mark.usefixtures("stopped")
def test_a_page_that_is_read_delivers_nothing(app: Flask, admin: Desk) -> None:
    hire(app, "coordinator")
    with open_mailbox() as mailbox:
        set_up(app, mailbox)
        arrive(app, ACUTE)
        admin.get(ALERTS)
        assert mailbox.letters == []


def systems(desk: Desk) -> list[str]:
    table = desk.get(ALERTS).select("#systems ~ table tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in table]


def add(run: FlaskCliRunner, hook: Hook, *more: str) -> None:
    assert run.invoke(args=["webhooks", "add", hook.url, *more]).exit_code == 0


def test_each_other_system_stands_there_with_what_it_hears_and_whether_it_takes_it(
    app: Flask, stopped: StoppedClock, admin: Desk, run: FlaskCliRunner
) -> None:
    assert "None." in admin.get(ALERTS).get_text()
    with hook_server() as hook:
        where = hook.url.partition("/alerts")[0]
        add(run, hook, "--event", "closed", "--event", "created")
        assert systems(admin) == [f"{where} came in, was closed ● Nothing waits Not lately"], (
            "nothing of its own in the address"
        )
        arrive(app, ACUTE)
        assert systems(admin) == [f"{where} came in, was closed ▲ 1 waits Not lately"]
        hook.answers = [status(500)]
        with app.app_context():
            go_round("event")
        assert systems(admin) == [
            f"{where} came in, was closed ✗ 1 waits The webhook did not take it. http 500 Not lately"
        ]
        stopped.move(timedelta(minutes=1))
        with app.app_context():
            go_round("event")
        assert systems(admin) == [f"{where} came in, was closed ● Nothing waits today 12:01"]


def test_systems_of_another_site_and_their_secrets_are_not_shown(
    app: Flask, stopped: StoppedClock, admin: Desk, run: FlaskCliRunner
) -> None:
    hill = second_site(app)
    with hook_server() as hook:
        add(run, hook, "--site", str(hill.way_in))
        assert systems(admin) == []


def test_what_was_damaged_is_said_and_the_rest_is_shown(
    app: Flask, stopped: StoppedClock, admin: Desk, run: FlaskCliRunner
) -> None:
    sound = hire(app, "coordinator")
    with open_mailbox() as mailbox, hook_server() as hook:
        set_up(app, mailbox)
        arrive(app, ACUTE)
        go(app)
        add(run, hook)
        with app.app_context(), writing():
            db.session.add(Delivery.owed("default", "mail", "broken@clinic.example", stopped.at))
            db.session.flush()
            broken = sa.update(Delivery).where(Delivery.delivered_at.is_(None))
            db.session.execute(broken.values(recipient=b"broken"))
            db.session.execute(sa.update(Subscriber).values(sealed=b"broken"))
        assert [row.split(" tr")[0] for row in sorted(rows(admin.get(ALERTS)))] == [
            f"today 12:00 Mail {sound} ● Delivered today 12:00 1",
            "today 12:00 Test Mail cannot be opened ▲ Waits to be sent 0",
        ]
        assert systems(admin)[0].startswith("cannot be opened came in, changed its level")
        assert run.invoke(args=["webhooks", "list"]).output.endswith("(cannot be opened)\n")
