"""Up the ladder: who is told when nobody opens it, by day and by night, on duty and off."""

from datetime import timedelta

from flask import Flask

from app.accounts import by_email, enrol
from app.extensions import writing
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.support.desk import ACUTE, ELEVATED, arrive, hire, sign_in
from tests.support.mailbox import Mailbox
from tests.support.sites import second_site
from tests.support.webhook import Hook

DAY, NIGHT, BACKUP = "day@clinic.example", "night@clinic.example", "backup@clinic.example"
LADDER = f"""
[[every_site]]
after_minutes = 0
staff = true

[[every_site]]
after_minutes = 2
webhook = true

[[every_site]]
after_minutes = 15
hours = "Mon-Fri 08:00-20:00"
mail = ["Day Shift <{DAY}>"]

[[every_site]]
after_minutes = 15
hours = "Mon-Sun 20:00-24:00; Mon-Sun 00:00-08:00"
mail = ["Night Shift <{NIGHT}>"]

[[every_site]]
after_minutes = 40
hours = "Sun 03:00-03:01"
mail = ["{BACKUP}"]
"""


def told(mailbox: Mailbox) -> list[str]:
    """Who has been told since this was last asked."""
    found = sorted(str(letter["To"]) for letter in mailbox.letters)
    mailbox.letters.clear()
    return found


def test_an_alert_that_nobody_opens_climbs_rung_by_rung_and_never_stops(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    ana = hire(app, "coordinator")
    arrive(app, ACUTE)
    seen = []
    for minute in range(105):
        go("mail"), go("webhook")
        seen += [(minute, who) for who in [*told(mailbox), *["webhook"] * len(hook.calls)]]
        hook.calls.clear()
        stopped.move(timedelta(minutes=1))
    assert seen == [(0, ana), (2, "webhook"), (15, DAY), (40, BACKUP), (70, BACKUP), (100, BACKUP)]


def test_at_night_whoever_has_the_night_is_told_of_what_cannot_wait(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    stopped.move(timedelta(hours=11))
    arrive(app, ACUTE)
    stopped.move(timedelta(minutes=15))
    go("mail")
    assert told(mailbox) == [NIGHT]


def test_what_can_wait_until_the_morning_wakes_nobody(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    stopped.move(timedelta(hours=11))
    arrive(app, ELEVATED)
    stopped.move(timedelta(hours=9, minutes=59))
    go("mail")
    assert told(mailbox) == []
    stopped.move(timedelta(minutes=1))
    go("mail")
    assert told(mailbox) == [ana]
    stopped.move(timedelta(minutes=15))
    go("mail")
    assert told(mailbox) == [DAY]


def test_whoever_opens_it_and_acts_ends_the_climb(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    ana = hire(app, "coordinator")
    case = f"/staff/screenings/{arrive(app, ACUTE)}"
    go("mail")
    assert told(mailbox) == [ana]
    sign_in(app, ana).post(f"{case}/attempts", outcome="no_answer")
    stopped.move(timedelta(hours=3))
    go("mail")
    assert told(mailbox) == []


def test_after_hours_with_nothing_running_each_rung_is_told_once(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, hook: Hook
) -> None:
    ana = hire(app, "coordinator")
    arrive(app, ACUTE)
    stopped.move(timedelta(hours=3))
    go("mail"), go("webhook")
    assert told(mailbox) == sorted([ana, BACKUP, DAY])
    assert len(hook.calls) == 1


def test_the_staff_of_another_site_are_told_of_theirs_alone(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox
) -> None:
    hill = second_site(app)
    hire(app, "coordinator")
    there = hire(app, "coordinator", site_id=hill.id)
    arrive(app, ACUTE, site_id=hill.id)
    go("mail")
    assert told(mailbox) == [there]


def test_who_was_switched_off_or_never_came_is_not_told(app: Flask, go: Round, mailbox: Mailbox) -> None:
    gone = hire(app, "coordinator")
    with app.app_context(), writing():
        enrol.invite("invited@clinic.example", "coordinator")
        user = by_email(gone)
        assert user is not None
        user.active = False
    arrive(app, ACUTE)
    go("mail")
    assert told(mailbox) == []
