"""What was written while the clock was ahead: once it is set back, every duty is due and nothing is kept for years."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from app.sites import site_of
from app.web.housekeeping import go_round
from tests.support.client_browser import somebody
from tests.support.codes import come_back, with_code
from tests.support.courses import PAGE
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.kept import closed, later, left

TEN_YEARS, TWO_DAYS, HOUR = timedelta(days=3650), timedelta(days=2), timedelta(hours=1)


@pytest.fixture(autouse=True)
def looked_at(app: Flask, stopped: StoppedClock) -> datetime:
    """The house went round before; it is noon."""
    with app.app_context():
        go_round()
    return stopped.at


def set_back(app: Flask, stopped: StoppedClock, ahead: timedelta) -> None:
    """The clock is right again, and the house goes round."""
    stopped.move(-ahead)
    with app.app_context():
        go_round()


def the_one(app: Flask) -> Screening:
    with app.app_context():
        return db.session.scalars(sa.select(Screening)).one()


@on_each_engine
@pytest.mark.parametrize("ahead", [HOUR, TWO_DAYS, TEN_YEARS])
def test_whoever_sent_then_is_due_as_if_they_had_sent_now(app: Flask, stopped: StoppedClock, ahead: timedelta) -> None:
    stopped.move(ahead)
    arrive(app, ACUTE, CONTACT)
    set_back(app, stopped, ahead)
    row = the_one(app)
    with app.app_context():
        assert row.due_at <= site_of(row.site_id).due(row.level, stopped.at)
    assert max(row.created_at, row.waiting_since) - stopped.at <= timedelta(days=1)
    with app.app_context():
        assert [act.action for act in activity.latest(1)] == ["clock.put_right"]
        go_round()
        assert len(activity.latest(9, activity.Activity.action == "clock.put_right")) == 1


@on_each_engine
@pytest.mark.parametrize("ahead", [TWO_DAYS, TEN_YEARS])
@pytest.mark.parametrize("act", ["attempts", "tasks"])
def test_what_staff_put_off_then_is_due_now(app: Flask, stopped: StoppedClock, ahead: timedelta, act: str) -> None:
    case = PAGE.format(arrive(app, ACUTE, CONTACT))
    stopped.move(ahead)
    then = stopped.at + timedelta(days=3)
    said = {"outcome": "no_answer"} if act == "attempts" else {"text": "Ring again."}
    moment = {"day": f"{then:%Y-%m-%d}", "hour": "12:00"}
    assert desk_of(app, "coordinator").post(f"{case}/{act}", **said, **moment).status_code == 303
    set_back(app, stopped, ahead)
    assert the_one(app).follow_up_at == stopped.at
    ana = desk_of(app, "coordinator")
    assert ana.post(f"{case}/attempts", outcome="spoke").status_code == 303
    if act == "attempts":
        assert the_one(app).follow_up_at is None, "the newest try counts"


@on_each_engine
def test_who_was_to_be_screened_again_counted_from_then_is_so_counted_from_now(
    app: Flask, stopped: StoppedClock
) -> None:
    came_before = PAGE.format(arrive(app, CALM, CONTACT))
    stopped.move(TEN_YEARS)
    came_then = PAGE.format(arrive(app, CALM, CONTACT))
    ana = desk_of(app, "coordinator")
    assert [ana.post(f"{case}/rescreens", weeks="4").status_code for case in (came_before, came_then)] == [303, 303]
    set_back(app, stopped, TEN_YEARS)
    listed = desk_of(app, "coordinator").get("/staff/rescreens").select("[data-rescreen]")
    assert ["Mon 21 Dec" in row.get_text() for row in listed] == [True, True]


def test_what_was_closed_then_goes_when_it_would_have_gone(app: Flask, stopped: StoppedClock) -> None:
    stopped.move(TEN_YEARS)
    closed(app, desk_of(app, "coordinator"))
    set_back(app, stopped, TEN_YEARS)
    for _day in range(182):
        later(stopped, 0.99)
        with app.app_context():
            go_round()
    assert left(app) == set()


@pytest.mark.parametrize("ahead", [TWO_DAYS, TEN_YEARS])
def test_answers_that_were_not_sent_live_no_longer_than_others(
    app: Flask, stopped: StoppedClock, ahead: timedelta
) -> None:
    stopped.move(ahead)
    walker = somebody(app)
    walker.walk(until="/s/5")
    with_code(walker)
    set_back(app, stopped, ahead)
    stopped.move(timedelta(hours=71))
    with app.app_context():
        go_round()
        assert db.session.query(Draft).count() == 1
        stopped.move(timedelta(hours=2))
        go_round()
        assert db.session.query(Draft).count() == 0


def test_a_clock_that_is_some_hours_behind_ends_nobodys_answers(app: Flask, stopped: StoppedClock) -> None:
    """Of two machines, this may be the one that is wrong."""
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    set_back(app, stopped, timedelta(hours=5))
    stopped.move(timedelta(hours=5 + 71))
    assert come_back(app, code).seen[-1].path == "/parts"


def test_a_clock_that_is_behind_changes_nothing_of_what_was_there(app: Flask, stopped: StoppedClock) -> None:
    """Neither what was sent nor what waits for its person, who comes back to it afterwards."""
    arrive(app, CALM)
    walker = somebody(app)
    stood_at = walker.walk(until="/s/5").path
    code, before = with_code(walker), the_one(app)
    set_back(app, stopped, TEN_YEARS)
    stopped.move(TEN_YEARS)
    after = the_one(app)
    assert (after.created_at, after.due_at) == (before.created_at, before.due_at)
    assert come_back(app, code).seen[-1].path == stood_at
