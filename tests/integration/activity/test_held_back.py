"""Whoever meets a limit stands in the log, once a window: a flood hides nothing else, and a person leaves no trace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.accounts import api_tokens, by_email, factor, signin, tries
from app.accounts.api_tokens import Scope
from app.accounts.tries import Caller
from app.activity.models import Activity
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.settings import Settings
from tests.support.desk import PASSWORD, desk_of, hire
from tests.support.engines import on_each_engine
from tests.support.limited import time_stands
from tests.support.programs import program
from tests.support.tampering import log_that_takes_nothing

HERE = "203.0.113.7"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, rate_limits=True)


@pytest.fixture(autouse=True)
def no_window_ends() -> Iterator[None]:
    with time_stands():
        yield


def rows(app: Flask, action: str) -> list[Activity]:
    """Those of one kind, the oldest first."""
    with app.app_context():
        return list(reversed(activity.latest(50, Activity.action == action)))


def first_pages(app: Flask, count: int) -> list[int]:
    asked = (app.test_client().get("/", environ_base={"REMOTE_ADDR": HERE}) for _ in range(count))
    return [page.status_code for page in asked]


@on_each_engine
def test_a_flood_is_one_row_that_says_nothing_of_where_it_came_from(app: Flask) -> None:
    assert first_pages(app, 80).count(429) == 20
    (row,) = rows(app, "access.held_back")
    assert (row.subject_type, row.subject_id) == ("limit", "first_page")
    assert (row.actor_id, row.source, row.session_mark, row.request_id, row.detail) == (None, None, None, None, {})


def test_a_refusal_is_answered_although_the_log_takes_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.app_context(), log_that_takes_nothing():
        assert first_pages(app, 62)[-2:] == [429, 429]
    assert caplog.text.count("a limit that was met could not be recorded") == 1


@on_each_engine
def test_of_staff_and_systems_it_says_who(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    elm = program(app, Scope.SCREENINGS)
    monkeypatch.setattr(api_tokens, "MOST_A_MINUTE", 1)
    assert [elm.get("/token").status_code for _ in range(3)] == [200, 429, 429]
    ana, ben = desk_of(app, "coordinator"), desk_of(app, "clinician")
    for desk in (ana, ben):
        assert [desk.client.get("/staff/alarm").status_code for _ in range(43)][-1] == 429
    system, first, second = rows(app, "access.held_back")
    assert (system.actor_role, system.subject_id) == ("api", "requests")
    assert [(row.actor_role, row.subject_id) for row in (first, second)] == [
        ("coordinator", "desk"),
        ("clinician", "desk"),
    ]
    assert first.session_mark
    assert first.session_mark != second.session_mark
    assert {first.source, second.source} == {"127.0.0.1"}


def test_guessing_at_return_codes_is_one_row(app: Flask) -> None:
    guesses = [app.test_client().post("/return", data={"code": "0000-0000-0000-0000"}).status_code for _ in range(8)]
    assert guesses.count(429) == 3
    (row,) = rows(app, "access.held_back")
    assert (row.subject_id, row.source) == ("return_codes", None)


def try_password(app: Flask, email: str, caller: Caller = tries.NOWHERE) -> None:
    with app.app_context():
        assert signin.authenticate(email, f"not {PASSWORD}", caller) is None
        db.session.commit()


@on_each_engine
def test_who_has_to_wait_before_the_next_password_is_said_alike_of_those_whom_nobody_knows(
    app: Flask, stopped: StoppedClock
) -> None:
    known = hire(app, "clinician")
    for email in (known, "nobody@clinic.example"):
        for _ in range(8):
            try_password(app, email)
    with app.app_context():
        user = by_email(known)
        assert user
        assert [row.subject_id for row in rows(app, "signin.slowed")] == [user.public_id, "unknown"]
    stopped.move(timedelta(minutes=16))
    for _ in range(5):
        try_password(app, known)
    assert len(rows(app, "signin.slowed")) == 3


def test_a_network_that_tries_too_often_is_said_once_a_window(app: Flask, stopped: StoppedClock) -> None:
    for number in range(30):
        try_password(app, f"guess{number}@clinic.example", Caller(HERE))
    stopped.move(timedelta(minutes=16))
    assert [row.subject_id for row in rows(app, "access.held_back")] == ["sign-ins_from_a_network"]
    for number in range(22):
        try_password(app, f"another{number}@clinic.example", Caller(HERE))
    assert len(rows(app, "access.held_back")) == 2
    assert HERE not in repr([row.detail for row in rows(app, "access.held_back")])


def test_the_fifth_wrong_code_of_an_authenticator_is_the_last_for_a_while(app: Flask) -> None:
    email = hire(app, "clinician")
    for _ in range(7):
        with app.app_context(), writing():
            user = by_email(email)
            assert user
            assert not factor.accept(user, "000000")
    assert len(rows(app, "signin.failed")) == 7
    (row,) = rows(app, "signin.slowed")
    assert row.detail == {"method": "code"}
    assert row.site_id == "default"
