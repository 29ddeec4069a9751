"""How long a session lasts, on clocks that go forward, stand still or are set back."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app import sessions
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.sessions.models import SessionRow
from tests.integration.sessions.conftest import Seen
from tests.support.engines import on_each_engine

pytestmark = on_each_engine

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def begun(stopped: StoppedClock, client: FlaskClient) -> StoppedClock:
    client.post("/begin", data={"draft": "7"})
    client.post("/staff/begin", data={"view": "queue"})
    return stopped


@pytest.mark.parametrize(("path", "limit"), [("/", 20 * MINUTE), ("/staff/queue", 15 * MINUTE)])
def test_a_session_that_nobody_used_ends_at_its_idle_limit(
    begun: StoppedClock, seen: Seen, path: str, limit: timedelta
) -> None:
    begun.move(limit - timedelta(seconds=1))
    assert seen(path)["values"]
    begun.move(limit)
    assert seen(path) == {"values": {}, "audience": None, "lapsed": True, "unavailable": False}


@pytest.mark.parametrize(("path", "limit"), [("/", 4 * HOUR), ("/staff/queue", 10 * HOUR)])
def test_a_session_in_constant_use_ends_at_its_absolute_limit(
    begun: StoppedClock, seen: Seen, path: str, limit: timedelta
) -> None:
    began = begun.at
    while begun.at - began < limit - 10 * MINUTE:
        begun.move(10 * MINUTE)
        assert seen(path)["values"], begun.at - began
    begun.move(10 * MINUTE)
    assert seen(path)["values"] == {}


def test_a_new_token_makes_a_session_no_younger(begun: StoppedClock, client: FlaskClient, seen: Seen) -> None:
    for _ in range(26):
        begun.move(9 * MINUTE)
        client.post("/rotate")
    assert seen()["values"]
    begun.move(9 * MINUTE)
    assert seen()["values"] == {}


@pytest.mark.parametrize("address", ["/poll", "/poll?word=changed"])
def test_what_the_page_asks_by_itself_does_not_keep_a_session_alive(
    begun: StoppedClock, client: FlaskClient, seen: Seen, address: str
) -> None:
    for _ in range(20):
        begun.move(MINUTE)
        client.get(address)
    assert seen()["values"] == {}


def test_what_the_page_asks_by_itself_writes_nothing(begun: StoppedClock, app: Flask, client: FlaskClient) -> None:
    written: list[str] = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda *of: written.append(of[2]) if "UPDATE" in of[2] else None
        )
    begun.move(5 * MINUTE)
    client.get("/poll")
    assert written == []
    client.get("/")
    assert len(written) == 1


def test_a_session_that_ran_out_stays_ended_when_the_clock_is_set_back(begun: StoppedClock, app: Flask) -> None:
    """Also in another browser with a copy of the cookie, and when the clock was only wrong for a moment."""
    client = app.test_client()
    client.post("/begin", data={"draft": "7"})
    thief = app.test_client()
    cookie = client.get_cookie("s")
    assert cookie is not None
    thief.set_cookie("s", cookie.value)
    begun.move(HOUR)
    assert Seen(client)()["lapsed"]
    begun.move(-HOUR)
    assert Seen(thief)()["lapsed"]


@pytest.mark.parametrize("back", [2 * MINUTE, HOUR, timedelta(days=3650)])
def test_a_clock_that_is_set_back_never_gives_a_session_more_time(
    begun: StoppedClock, seen: Seen, back: timedelta
) -> None:
    begun.move(-back)
    assert seen()["values"] == {}


def test_clocks_of_two_machines_may_differ_by_some_seconds(
    begun: StoppedClock, client: FlaskClient, seen: Seen
) -> None:
    begun.move(5 * MINUTE)
    assert seen()["values"]
    begun.move(-timedelta(seconds=30))
    client.post("/store", data={"word": "kept"})
    begun.move(timedelta(seconds=30))
    assert seen()["values"] == {"draft": "7", "word": "kept"}


def test_use_is_noted_at_most_once_a_minute(begun: StoppedClock, app: Flask, client: FlaskClient) -> None:
    def noted() -> datetime:
        with app.app_context():
            moment = db.session.scalar(sa.select(SessionRow.last_seen_at).where(SessionRow.audience == "person"))
        assert moment is not None
        return moment

    start = begun.at
    begun.move(timedelta(seconds=59))
    client.get("/")
    assert noted() == start
    begun.move(timedelta(seconds=1))
    client.get("/")
    assert noted() == start + MINUTE


def test_rows_of_sessions_long_over_are_swept_and_live_ones_are_not(begun: StoppedClock, app: Flask) -> None:
    begun.move(25 * HOUR)
    app.test_client().post("/begin")
    with app.app_context(), writing():
        sessions.sweep()
    with app.app_context():
        assert [row.created_at for row in db.session.scalars(sa.select(SessionRow))] == [begun.at]
