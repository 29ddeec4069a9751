"""`flask doctor` looks at what could go wrong unseen: writing, room, clocks, key. The network learns one word."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy.exc import OperationalError

from app.alerts.models import Round
from app.extensions import clock, db, server_load
from app.extensions.server_load import Connections
from app.readiness import places
from app.readiness.depth import DOCTOR
from app.settings import Settings
from app.vault import Vault, create_key_file, load_keys
from tests.support.desk import CALM, arrive, hire
from tests.support.engines import on_each_engine, on_postgresql
from tests.support.running import running

OF_TESTS = ("superuser", "would lose")  # true of the PostgreSQL that tests use, and nothing that they are about
NO_CHANNEL = "staff are told of nothing outside Braid: set BRAID_SMTP_URL or BRAID_WEBHOOK_URL"


def said(run: FlaskCliRunner) -> list[str]:
    result = run.invoke(args=["doctor"])
    assert result.exit_code == 1, result.output
    lines = [line for line in result.stdout.splitlines() if line != NO_CHANNEL]
    return [line for line in lines if not any(words in line for words in OF_TESTS)]


@on_each_engine
def test_a_sound_installation_lacks_nothing_but_a_channel(app: Flask, run: FlaskCliRunner) -> None:
    arrive(app, CALM)
    assert said(run) == []
    with app.app_context():
        assert db.session.get(Round, DOCTOR), "it wrote, and what it wrote is there"


def test_a_database_that_takes_no_writes_is_named(run: FlaskCliRunner) -> None:
    full = OperationalError("COMMIT", {}, Exception("database or disk is full"))
    with patch("app.readiness.depth.say_alive", side_effect=full):
        assert said(run) == ["the database takes no writes"]


def test_a_database_that_is_away_is_named_without_a_word_of_where_it_is(run: FlaskCliRunner) -> None:
    gone = OperationalError("SELECT", {}, Exception("canary of an address"))
    with patch.object(db.session, "execute", side_effect=gone):
        assert said(run) == ["the database cannot be reached"]


def test_a_full_disk_is_named_before_it_is_full(run: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LEAST_ROOM", 2**62)
    (line,) = said(run)
    assert line.startswith("there is hardly any room left under ")


def test_a_clock_that_went_back_is_named(app: Flask, run: FlaskCliRunner) -> None:
    with clock.stopped(clock.now() + timedelta(days=2)):
        hire(app, "coordinator")
    assert said(run) == ["the clock stands before the newest row of the activity log"]


@on_postgresql
def test_two_clocks_that_disagree_are_named(run: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    right = clock.of_this_machine
    monkeypatch.setattr(clock, "of_this_machine", lambda: right() + timedelta(minutes=10))
    assert any("ahead of the database's" in line for line in said(run))


def test_connections_that_are_nearly_all_taken_are_named(run: FlaskCliRunner) -> None:
    def lines(*limits: Connections) -> list[str]:
        with patch.object(server_load, "connections", return_value=limits):
            return [line for line in said(run) if "connections" in line]

    assert lines(Connections(3, 10)) == ["PostgreSQL allows 10 connections, and one process of ours may need 20"]
    assert lines(Connections(80, 100)) == ["80 of the 100 connections that PostgreSQL allows are taken"]
    assert lines(Connections(79, 100), Connections(48, 60, "braid_patient"), Connections(0, 9, "braid_staff")) == [
        "48 of the 60 connections that PostgreSQL allows braid_patient are taken",
        "PostgreSQL allows braid_staff 9 connections, and one process of ours may need 20",
    ]


def test_a_redis_that_is_away_is_named(settings: Settings) -> None:
    with running(replace(settings, redis_url="unix:///nowhere/redis.sock")) as app:
        assert said(app.test_cli_runner()) == [
            "Redis does not answer: each process counts for itself how often somebody asks"
        ]


def test_the_key_of_another_installation_is_named(app: Flask, run: FlaskCliRunner) -> None:
    arrive(app, CALM)
    other = Path(app.instance_path) / "other.key"
    create_key_file(other)
    app.extensions["braid.vault"] = Vault(load_keys(other, may_create=False))
    (line,) = said(run)
    assert line == "the key file is not the one of this database: it opens nothing that is in it"


@pytest.mark.parametrize("path", ["/readyz", "/metrics", "/health", "/status", "/healthz/deep", "/doctor"])
def test_over_http_there_is_one_word_and_no_page_that_says_more(app: Flask, path: str) -> None:
    client = app.test_client()
    assert client.get(path).status_code == 404
    well = client.get("/healthz?verbose=1")
    assert (well.status_code, well.get_data()) == (200, b"ok")
    with patch.object(db.session, "execute", side_effect=OperationalError("SELECT", {}, Exception("canary"))):
        unwell = client.get("/healthz")
    assert (unwell.status_code, unwell.get_data()) == (503, b"no")
