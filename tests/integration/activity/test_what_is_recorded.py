"""What the log says beside acts on screenings: failed sign-ins, sessions that ran out, searches, starts; and whence."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.activity import running
from app.activity.models import Activity
from app.extensions import db
from app.extensions.clock import StoppedClock
from tests.support.client_browser import somebody
from tests.support.desk import PASSWORD, Desk, authenticator_of, desk_of, halfway_in, hire, sign_in, soup
from tests.support.engines import on_each_engine
from tests.support.people import ACUTE
from tests.support.tampering import log_that_takes_nothing

NAME = "Quorlander Zzyzx"


def rows(app: Flask, action: str) -> list[Activity]:
    """Those of one kind, the oldest first."""
    with app.app_context():
        return list(reversed(activity.latest(50, Activity.action == action)))


def test_a_sign_in_that_fails_says_at_which_factor(app: Flask) -> None:
    email = hire(app, "clinician")
    app.test_client().post("/staff/sign-in", data={"email": email, "password": f"not {PASSWORD}"})
    away = halfway_in(app, email).client
    away.post("/staff/sign-in/code", data={"otp": "000000"})
    away.post("/staff/sign-in/code", data={"recovery": "AAAA-AAAA-AAAA-AAAA"})
    failed = rows(app, "signin.failed")
    assert [row.detail["method"] for row in failed] == ["password", "code", "recovery"]
    assert {(row.actor_id, row.source) for row in failed} == {(None, "127.0.0.1")}


@on_each_engine
def test_a_session_that_ran_out_is_recorded_once_when_its_browser_comes_back(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = sign_in(app, email)
    stopped.move(timedelta(minutes=16))
    for _again in range(2):
        assert "sign-in" in desk.client.get("/staff/queue").headers["Location"]
    (row,) = rows(app, "staff.timed_out")
    assert row.actor_role == "coordinator"
    sign_in(app, email).post("/staff/sign-out")
    assert len(rows(app, "staff.timed_out")) == 1


def test_a_persons_session_that_ran_out_leaves_nothing(app: Flask, stopped: StoppedClock) -> None:
    walker = somebody(app, ACUTE)
    walker.open()
    walker.go_on()
    stopped.move(timedelta(minutes=21))
    walker.open(walker.seen[-1].path)
    assert rows(app, "staff.timed_out") == []


def searched(desk: Desk, words: str) -> None:
    assert desk.post("/staff/search", words=words).status_code == 200


def test_of_a_search_there_are_marks_by_which_a_word_that_is_suspected_is_found_again(app: Flask) -> None:
    desk = desk_of(app, "coordinator")
    for words in (NAME, "zzyzx", "somebody else"):
        searched(desk, words)
    both, one, other = (row.detail["terms"] for row in rows(app, "queue.search"))
    assert isinstance(both, list)
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert set(one) < set(both)
    assert not set(other) & set(both)
    assert all(len(mark) == 32 for mark in both)


def test_nothing_that_anybody_typed_stands_in_the_log(app: Flask) -> None:
    desk = desk_of(app, "coordinator", NAME)
    for words in (NAME, "Zzyzx"):
        searched(desk, words)
    app.test_client().post("/staff/sign-in", data={"email": "zzyzx@clinic.example", "password": NAME})
    desk.client.get("/staff/screenings/zzyzx?next=zzyzx", headers={"User-Agent": NAME, "X-Forwarded-For": "zzyzx"})
    walker = somebody(app, ACUTE)
    walker.walk(until="/check")
    with app.app_context():
        log = repr([tuple(row) for row in db.session.execute(sa.select(Activity.__table__))]).casefold()
    assert "queue.search" in log
    assert not [sign for sign in ("zzyzx", "quorlander") if sign in log]


@on_each_engine
def test_a_row_of_a_person_says_nothing_of_whence_they_came_and_one_of_staff_does(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk(until="/check")
    walker.go_on()
    (sent,) = rows(app, "screening.sent")
    assert (sent.session_mark, sent.request_id, sent.source) == (None, None, None)
    email = hire(app, "coordinator")
    first, second = sign_in(app, email), sign_in(app, email)
    for desk in (first, first, second):
        desk.get("/staff/queue")
    read = rows(app, "queue.read")
    assert {row.source for row in read} == {"127.0.0.1"}
    assert read[0].session_mark == read[1].session_mark != read[2].session_mark
    assert len({row.request_id for row in read}) == 3


def test_a_confirmation_in_the_middle_leaves_the_session_the_same_in_the_log(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "admin")
    desk = sign_in(app, email)
    stopped.move(timedelta(minutes=6))
    asked = desk.post("/staff/team", email="new@clinic.example", name="New", role="clinician")
    assert asked.status_code == 401
    fields = {str(one["name"]): str(one.get("value", "")) for one in soup(asked).select("main form input[name]")}
    fields["otp"] = authenticator_of(email).code()
    assert desk.client.post("/staff/team", data=fields).status_code == 303
    acts = ("signin.succeeded", "signin.confirmed", "staff.invited")
    came, confirmed, invited = (rows(app, name)[-1] for name in acts)
    assert came.session_mark == confirmed.session_mark == invited.session_mark
    assert confirmed.request_id == invited.request_id


@on_each_engine
def test_a_start_says_what_is_not_as_it_was_at_the_last_one(app: Flask, tmp_path: Path) -> None:
    def start(**changed: object) -> None:
        settings = app.extensions["braid.settings"]
        app.extensions["braid.settings"] = replace(settings, **changed)
        running.note_start(app)

    ladder = tmp_path / "ladder.toml"
    ladder.write_text("a")
    start()
    start()
    start(site_name="Another name")
    start(webhook_secret="another secret")
    start(alert_ladder=ladder)
    ladder.write_text("b")
    start()
    running.note_stop(app)
    started = rows(app, "braid.started")
    with app.app_context():
        assert [running.changed_with(row) for row in started] == [[], [], *([["settings"]] * 4)]
    assert len(rows(app, "braid.stopped")) == 1
    assert "secret" not in repr([row.detail for row in rows(app, "braid.started")])


def test_a_server_starts_although_the_log_takes_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context(), log_that_takes_nothing():
        running.note_start(app)
    assert "starting or stopping could not be recorded" in caplog.text
