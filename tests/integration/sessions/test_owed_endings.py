"""A session that was ended while the database was away stays ended, and the database is told when it is back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app.extensions import clock, db
from app.sessions import owed
from app.sessions.models import SessionRow
from app.sessions.owed import OwedEndings
from tests.integration.sessions.conftest import Seen, another_browser
from tests.support.engines import on_each_engine

GONE = OperationalError("", {}, Exception("unable to open database file"))


@contextmanager
def database_is_away() -> Iterator[None]:
    with patch("app.sessions.store.find", side_effect=GONE), nothing_can_be_written():
        yield


@contextmanager
def nothing_can_be_written() -> Iterator[None]:
    with patch("app.sessions.owed.in_own_transaction", side_effect=GONE):
        yield


def is_revoked(app: Flask) -> bool:
    with app.app_context():
        return db.session.scalars(sa.select(SessionRow.revoked_at)).one() is not None


@pytest.fixture
def thief(app: Flask, client: FlaskClient) -> FlaskClient:
    """Somebody copied the cookie; then its person left, while the database was away."""
    client.post("/begin", data={"draft": "7"})
    copied = another_browser(app, client)
    with database_is_away():
        assert client.get("/leave").status_code == 200
    assert client.get_cookie("s") is None
    return copied


def test_the_old_cookie_opens_nothing_once_the_database_is_back(app: Flask, thief: FlaskClient) -> None:
    assert not is_revoked(app), "else this test shows nothing"
    assert Seen(thief)() == {"values": {}, "audience": None, "lapsed": True, "unavailable": False}


@on_each_engine
def test_the_database_is_told_as_soon_as_anybody_reads_it_again(app: Flask, thief: FlaskClient) -> None:
    somebody = app.test_client()
    somebody.post("/begin")
    somebody.get("/")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).where(SessionRow.revoked_at.is_not(None))) == 1


def test_pages_can_be_read_while_the_database_takes_no_writing(app: Flask, thief: FlaskClient) -> None:
    somebody = app.test_client()
    somebody.post("/begin", data={"draft": "8"})
    with nothing_can_be_written():
        assert Seen(somebody)()["values"] == {"draft": "8"}
        again = another_browser(app, thief)
        assert Seen(thief)()["lapsed"]
        assert Seen(again)()["lapsed"], "it was forgotten before the database knew"


@on_each_engine
def test_what_the_database_was_told_is_owed_no_longer(app: Flask) -> None:
    endings = OwedEndings()
    endings.add(b"token")
    with app.app_context():
        endings.settle()
    assert b"token" not in endings


def test_nobody_can_fill_the_memory_with_made_up_cookies(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owed, "MOST", 3)
    endings = OwedEndings()
    for number in range(5):
        endings.add(bytes([number]))
    assert [bytes([number]) in endings for number in range(5)] == [False, False, True, True, True]


def test_an_ending_is_owed_for_no_longer_than_any_session_lasts() -> None:
    endings = OwedEndings()
    with clock.stopped(clock.now()) as time:
        endings.add(b"old")
        time.move(timedelta(hours=23))
        endings.add(b"young")
        time.move(timedelta(hours=1))
        endings.add(b"new")
    assert [token in endings for token in (b"old", b"young", b"new")] == [False, True, True]
