"""At the start of a shift, whoever begins it is told how much waits; by night nobody is woken for what can wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.activity import latest
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.intake.models import Screening
from app.intake.queue.shift_mail import WHILE_NEW, go_round
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, CALM, CONTACT, ELEVATED, arrive, hire
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox
from tests.support.never_said import said_in_mail
from tests.support.sites import second_site

DAY, NIGHT, LATER = "day@clinic.example", "night@clinic.example", "later@clinic.example"
LADDER = f"""
[[every_site]]
after_minutes = 0
staff = true

[[every_site]]
after_minutes = 15
hours = "Mon-Fri 08:00-20:00"
mail = ["Day Shift <{DAY}>"]

[[every_site]]
after_minutes = 15
hours = "Mon-Sun 20:00-24:00; Mon-Sun 00:00-08:00"
mail = ["Night Shift <{NIGHT}>"]

[[every_site]]
after_minutes = 15
hours = "Mon-Fri 08:00-20:00"
first_day = 2026-11-30
mail = ["{LATER}"]
"""
QUARTER = timedelta(minutes=15)
HERE = ZoneInfo("America/New_York")


def told(app: Flask, mailbox: Mailbox) -> list[tuple[str, str]]:
    """Who is told now, and under which subject."""
    with app.app_context():
        go_round()
    said = [(str(one["To"]), str(one["Subject"]).partition(" / ")[0]) for one in mailbox.letters]
    mailbox.letters.clear()
    return sorted(said)


@on_each_engine
def test_each_shift_is_told_once_when_it_begins_and_nobody_in_between(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    hire(app, "coordinator", site_id=second_site(app).id), hire(app, "admin")
    arrive(app, ACUTE), arrive(app, CALM)
    heard = []
    for _ in range(96):
        stopped.move(QUARTER)
        heard += [(stopped.at.astimezone(HERE).strftime("%H:%M"), *one) for one in told(app, mailbox)]
    words = "Your shift: 2 items wait"
    assert heard == [("20:00", NIGHT, words), ("08:00", DAY, words), ("09:00", ana, words)]


def test_it_says_how_many_wait_too_long_and_nothing_of_whom_or_what(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE, CONTACT), arrive(app, CALM, CONTACT), arrive(app, CALM, CONTACT)
    stopped.move(timedelta(hours=21))
    with app.app_context():
        go_round()
    (letter,) = mailbox.letters
    assert "3 items wait. 1 has waited too long. Sign in: http" in letter.get_content()
    assert "ha esperado demasiado" in letter.get_content()
    assert letter.get_content().rstrip().endswith("/staff/shift")
    assert said_in_mail(letter) == []
    with app.app_context():
        row = latest(1)[0]
        assert (row.action, row.detail) == ("shift.told", {"count": 1, "missed": 0})


def test_what_somebody_tried_or_closed_is_not_counted_until_it_is_due_again(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox
) -> None:
    ana, case = hire(app, "coordinator"), arrive(app, CALM)
    with app.app_context(), writing():
        tried = sa.update(Screening).where(Screening.id == case)
        db.session.execute(tried.values(status="attempted", follow_up_at=stopped.at + timedelta(days=1, hours=12)))
    stopped.move(timedelta(hours=21))
    assert told(app, mailbox) == [], "nothing waits, and nobody is told of nothing"
    stopped.move(timedelta(days=1))
    assert told(app, mailbox) == [(ana, "Your shift: 1 item waits")]


def test_what_comes_at_night_wakes_somebody_only_if_it_presses_and_the_morning_is_told_of_both(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    stopped.move(timedelta(hours=11))
    arrive(app, ELEVATED)
    go("mail")
    assert mailbox.letters == [], "it is quiet"
    arrive(app, ACUTE)
    go("mail")
    assert [str(letter["To"]) for letter in mailbox.letters] == [ana]
    mailbox.letters.clear()
    stopped.move(timedelta(hours=10))
    assert told(app, mailbox) == [(ana, "Your shift: 2 items wait")]


def test_it_may_be_lost_and_nothing_else_is_lost_with_it(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, run: FlaskCliRunner
) -> None:
    hire(app, "coordinator")
    arrive(app, CALM)
    stopped.move(timedelta(hours=20))
    mailbox.shut()
    assert told(app, mailbox) == []
    mailbox.open()
    assert told(app, mailbox) == []
    stopped.move(timedelta(hours=1) + WHILE_NEW)
    assert told(app, mailbox) == [], "the shift is not new any more"
    assert run.invoke(args=["alerts", "check"]).exit_code == 0
    with app.app_context():
        assert latest(1)[0].detail == {"count": 0, "missed": 1}


def test_going_round_by_hand_tells_those_as_well(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, run: FlaskCliRunner
) -> None:
    arrive(app, CALM)
    stopped.move(timedelta(hours=20))
    assert run.invoke(args=["alerts", "run"]).exit_code == 0
    assert [str(letter["To"]) for letter in mailbox.letters] == [DAY]


@on_each_engine
def test_of_three_who_go_round_at_once_one_tells(app: Flask, stopped: StoppedClock, mailbox: Mailbox) -> None:
    arrive(app, CALM)
    stopped.move(timedelta(hours=20))

    def once(_: int) -> int:
        with app.app_context():
            return go_round()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(once, range(3))) == [0, 0, 1]
    assert [str(letter["To"]) for letter in mailbox.letters] == [DAY]
