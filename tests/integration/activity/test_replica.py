"""Figures come from a replica where it knows enough; whatever it lacks, the primary is asked, and nobody notices."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner
from psycopg.conninfo import conninfo_to_dict

from app.accounts.models import SigninFailure
from app.activity.replica import read_anywhere
from app.extensions import begin_immediate, clock, db, writing
from app.extensions.clock import StoppedClock
from app.extensions.database import REPLICA
from app.settings import Settings
from tests.support.application import Engines
from tests.support.desk import POSITIVE, arrive, desk_of
from tests.support.engines import on_postgresql
from tests.support.running import running

pytestmark = on_postgresql


def name_of(address: str) -> str:
    return str(conninfo_to_dict(address.replace("+psycopg", ""))["dbname"])


@pytest.fixture
def settings(settings: Settings, engines: Engines) -> Settings:
    """The second database is there once somebody copied the first."""
    return replace(settings, replica_url=engines.postgres().address_of(f"r{secrets.token_hex(8)}"))


@pytest.fixture(autouse=True)
def _no_connection_left(app: Flask, settings: Settings) -> Iterator[None]:
    yield
    with app.app_context():
        db.engines[REPLICA].dispose()
    execute(settings.database_url, f"DROP DATABASE IF EXISTS {name_of(settings.replica_url)} WITH (FORCE)")


def execute(address: str, statement: str) -> None:
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement.encode())


def copied(app: Flask, settings: Settings, *, of: str = "") -> None:
    """Make the second database a copy of the first as it is now; what happens after that it does not know."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    name, source = name_of(settings.replica_url), of or name_of(settings.database_url)
    execute(settings.replica_url.replace(name, "postgres"), f"CREATE DATABASE {name} TEMPLATE {source}")


def who_answers() -> object:
    return read_anywhere(lambda: db.session.scalar(sa.text("SELECT current_database()")))


@contextmanager
def as_of(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield
        db.session.remove()


@pytest.mark.usefixtures("stopped")
def test_figures_are_read_from_a_copy_that_knows_all_and_the_queue_never_is(app: Flask, settings: Settings) -> None:
    arrive(app, POSITIVE)
    ana, sam = desk_of(app, "coordinator"), desk_of(app, "supervisor")
    copied(app, settings)
    execute(settings.replica_url, "UPDATE screenings SET drill = true, reference = 'OF A COPY'")
    assert "OF A COPY" not in ana.get("/staff/queue").get_text()
    from_copy, from_primary = sam.get("/staff/safety").get_text(), sam.get("/staff/safety").get_text()
    assert from_copy != from_primary, "the second time the copy does not know that this colleague read it before"
    with patch("app.intake.week.figures.read_anywhere", wraps=read_anywhere) as asked:
        sam.get("/staff/week")
    assert asked.called


def test_a_copy_is_asked_until_it_is_a_minute_behind(app: Flask, settings: Settings, stopped: StoppedClock) -> None:
    arrive(app, POSITIVE)
    copied(app, settings)
    arrive(app, POSITIVE)
    with as_of(app):
        stopped.move(timedelta(seconds=60))
        assert who_answers() == name_of(settings.replica_url)
        stopped.move(timedelta(seconds=1))
        assert who_answers() == name_of(settings.database_url)


def test_whoever_has_written_reads_what_they_wrote(app: Flask, settings: Settings) -> None:
    copied(app, settings)
    with as_of(app):
        assert who_answers() == name_of(settings.replica_url)
        begin_immediate()
        assert who_answers() == name_of(settings.database_url)
        db.session.rollback()
    with app.test_request_context("/", method="POST"):
        with writing():
            db.session.add(SigninFailure(account_index=b"x", at=clock.now()))
        assert who_answers() == name_of(settings.database_url), "and not after the commit either"


def test_nothing_can_be_written_to_it(app: Flask, settings: Settings) -> None:
    copied(app, settings)
    with as_of(app), pytest.raises(RuntimeError, match="reading one"):
        read_anywhere(lambda: db.session.execute(sa.delete(SigninFailure)))


def test_a_copy_that_is_gone_is_left_alone_for_a_while_and_told_of(
    app: Flask, settings: Settings, run: FlaskCliRunner
) -> None:
    with as_of(app):
        assert who_answers() == name_of(settings.database_url)
    assert "the replica cannot be read: the primary does it all" in run.invoke(args=["doctor"]).stdout
    copied(app, settings)
    with as_of(app):
        assert who_answers() == name_of(settings.database_url), "it was away a moment ago"
        app.extensions["braid.ask_replica_again_at"] = 0
        assert who_answers() == name_of(settings.replica_url)


def test_one_that_breaks_off_in_the_middle_costs_nobody_their_page(app: Flask, settings: Settings) -> None:
    copied(app, settings)
    asked = []

    def read() -> object:
        asked.append(db.session.scalar(sa.text("SELECT current_database()")))
        if len(asked) == 1:
            db.session.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return asked[-1]

    with as_of(app):
        assert read_anywhere(read) == name_of(settings.database_url)
    assert asked == [name_of(settings.replica_url), name_of(settings.database_url)]


def test_a_database_that_is_no_copy_of_ours_is_never_read(
    app: Flask, settings: Settings, engines: Engines, run: FlaskCliRunner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    arrive(app, POSITIVE)
    anothers = engines.new_settings("postgresql", tmp_path_factory.mktemp("anothers") / "instance")
    with running(anothers) as other:
        arrive(other, POSITIVE)
    copied(app, settings, of=name_of(anothers.database_url))
    with as_of(app):
        assert who_answers() == name_of(settings.database_url)
    assert "BRAID_REPLICA_URL is no copy of this database: it is not read" in run.invoke(args=["doctor"]).stdout
    engines.postgres().drop(anothers.database_url)
