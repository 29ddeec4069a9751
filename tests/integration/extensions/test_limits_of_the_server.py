"""PostgreSQL lets nobody wait for good: for a lock, for a statement, for somebody who holds a transaction open."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app import migrations
from app.extensions import Base, db, engine
from app.settings import Settings
from tests.support.client_browser import somebody
from tests.support.engines import on_postgresql
from tests.support.people import NOTHING
from tests.support.running import running
from tests.support.wait import wait_until

pytestmark = on_postgresql


@contextmanager
def held(settings: Settings, lock: str) -> Iterator[None]:
    """Somebody else holds a lock for the length of the block."""
    with psycopg.connect(settings.database_url.replace("+psycopg", "")) as other:
        other.execute(lock.encode())
        yield
        other.rollback()


@contextmanager
def only(settings: Settings, name: str, milliseconds: int) -> Iterator[Flask]:
    """The application with a shorter one of the limits."""
    with patch.dict(engine.SERVER_LIMITS, {name: milliseconds}), running(settings) as app:
        yield app


@pytest.fixture
def hurried(settings: Settings) -> Iterator[Flask]:
    """One that does not wait long for a lock."""
    with only(settings, "lock_timeout", 200) as app:
        yield app


def test_every_connection_is_told_the_limits(in_app: Flask) -> None:
    said = sa.text("SELECT name, setting::int FROM pg_settings WHERE name = ANY(:names)")
    found = {name: value for name, value in db.session.execute(said, {"names": list(engine.SERVER_LIMITS)})}
    assert found == engine.SERVER_LIMITS
    assert all(milliseconds > 0 for milliseconds in found.values()), "nought would be no limit"


def test_somebody_whose_answer_meets_a_lock_gets_a_page_with_help_and_goes_on_after_it(
    hurried: Flask, settings: Settings
) -> None:
    person = somebody(hurried, NOTHING)
    person.walk(until="/s/4")
    with held(settings, "LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE"):
        assert person.open("/s/4").status == 503, "and every page of ours has the crisis numbers"
    assert person.open("/s/4").status == 200


def test_a_transaction_that_does_nothing_is_ended_and_the_pool_goes_on(settings: Settings) -> None:
    with only(settings, "idle_in_transaction_session_timeout", 300) as app, app.app_context():
        own = db.session.scalar(sa.text("SELECT pg_backend_pid()"))
        with psycopg.connect(settings.database_url.replace("+psycopg", ""), autocommit=True) as other:
            there = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
            wait_until(lambda: other.execute(there, (own,)).fetchone() == (0,))
        with pytest.raises(DBAPIError):
            db.session.execute(sa.text("SELECT 1"))
        db.session.rollback()
        assert db.session.scalar(sa.text("SELECT 1")) == 1


def test_a_migration_gives_up_a_table_that_somebody_holds_and_keeps_nobody_behind_it_waiting(
    hurried: Flask, settings: Settings
) -> None:
    everything = ", ".join(sorted(Base.metadata.tables))
    undo = hurried.test_cli_runner()
    with held(settings, f"LOCK TABLE {everything} IN ACCESS SHARE MODE"):  # as a backup does
        assert undo.invoke(args=["db", "downgrade"]).exit_code == 1
    assert not migrations.pending(hurried), "nothing of it was done"
    assert undo.invoke(args=["db", "downgrade"]).exit_code == 0
    assert migrations.pending(hurried)
