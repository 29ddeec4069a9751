"""The page on how staff are told: what is set up, who is on the ladder, what became of each message, and a test."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, Desk, arrive, hire
from tests.support.mailbox import open_mailbox
from tests.support.sites import second_site
from tests.support.telling import go, set_up

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
