"""A standby that follows by streaming replication, as operators set one up: figures come from it while it is there."""

import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import migrations
from app.activity.replica import behind, read_anywhere
from app.extensions import db
from app.settings import Settings
from tests.support.data_machine import Postgres, postgres_on, standby_of
from tests.support.desk import POSITIVE, arrive, desk_of
from tests.support.machines import Machine
from tests.support.running import running
from tests.support.wait import wait_until

pytestmark = pytest.mark.postgres
FIGURES = ("/staff/safety", "/staff/week")


@pytest.fixture(scope="module")
def primary() -> Iterator[Postgres]:
    with postgres_on(Machine()) as server:
        yield server


@pytest.fixture(scope="module")
def standby(primary: Postgres) -> Iterator[Postgres]:
    with standby_of(primary) as server:
        yield server


@pytest.fixture
def app(primary: Postgres, standby: Postgres, tmp_path: Path) -> Iterator[Flask]:
    name = primary.here.new_database()
    settings = Settings(env="test", instance=tmp_path / "instance", rate_limits=False)
    followed, following = (server.here.address_of(name) for server in (primary, standby))
    with running(replace(settings, database_url=followed, replica_url=following)) as app:
        migrations.upgrade(app)
        arrive(app, POSITIVE)
        wait_until(lambda: has_followed(app))
        yield app


def has_followed(app: Flask) -> bool:
    with app.app_context():
        try:
            return not behind()
        except sa.exc.SQLAlchemyError:  # it has heard of no table yet
            return False


def standby_answers(app: Flask) -> object:
    with app.app_context():
        return read_anywhere(lambda: db.session.scalar(sa.text("SELECT pg_is_in_recovery()")))


def say(server: Postgres, statement: str) -> None:
    with server.connect() as connection:
        connection.execute(statement.encode())


def test_figures_are_read_from_it_and_it_refuses_none_of_what_they_ask(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert standby_answers(app)
    sam = desk_of(app, "supervisor")
    for path in FIGURES:
        wait_until(lambda: has_followed(app))
        assert "1" in sam.get(path).get_text()
    assert "the replica cannot be read" not in caplog.text


def test_until_it_has_followed_whoever_has_done_something_reads_the_primary(app: Flask, standby: Postgres) -> None:
    say(standby, "SELECT pg_wal_replay_pause()")
    sam = desk_of(app, "supervisor")
    for path in FIGURES:
        assert sam.get(path).select("h1")
    assert not has_followed(app)
    say(standby, "SELECT pg_wal_replay_resume()")
    wait_until(lambda: has_followed(app))
    assert standby_answers(app)


def test_killed_it_is_missed_by_nobody_and_read_again_when_it_is_back(app: Flask, standby: Postgres) -> None:
    sam = desk_of(app, "supervisor")
    standby.stop(signal.SIGQUIT)
    for path in FIGURES:
        assert sam.get(path).select("h1")
    assert not standby_answers(app)
    standby.start()
    app.extensions["braid.ask_replica_again_at"] = 0
    wait_until(lambda: has_followed(app))
    assert standby_answers(app)
