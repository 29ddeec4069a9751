"""What Prometheus reads: what an operator must see, of all processes, with nobody in it, and on this machine alone."""

import os
import re
import signal
import subprocess
import urllib.request
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from app.activity import record
from app.extensions import clock, db, writing
from app.settings import Settings
from app.web.counting import Counts, Writer, counts_of
from tests.support.client_browser import somebody
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.live_server import FLASK, ROOT
from tests.support.people import NOTHING
from tests.support.running import running

Found = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, metrics_folder=tmp_path / "counts")


def read(text: str) -> Found:
    """Every number, by name and labels; which process it was does not matter here."""
    found: Found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            key = (sample.name, frozenset((name, value) for name, value in sample.labels.items() if name != "process"))
            found[key] = found.get(key, 0) + sample.value
    return found


def now(run: FlaskCliRunner) -> Found:
    done = run.invoke(args=["metrics"])
    assert done.exit_code == 0, done.output
    return read(done.stdout)


def at(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


def write(app: Flask, settings: Settings) -> Path:
    """What each process does every few seconds."""
    counts = counts_of(app)
    assert counts
    assert settings.metrics_folder
    writer = Writer(counts, settings.metrics_folder, settings.surface)
    writer.write()
    return writer.path


@on_each_engine
def test_it_says_what_waits_and_how_the_house_is(app: Flask, run: FlaskCliRunner) -> None:
    before = now(run)
    assert before[at("braid_alerts_waiting", level="imminent")] == 0
    arrive(app, ACUTE)
    arrive(app, CALM)
    with clock.stopped(clock.now()) as moving:
        moving.move(timedelta(days=3))
        found = now(run)
    assert found[at("braid_alerts_waiting", level="imminent")] == 1
    assert found[at("braid_alerts_oldest_seconds", level="imminent")] >= timedelta(days=3).total_seconds()
    assert found[at("braid_screenings_open", level="routine")] == 1
    assert found[at("braid_alerts_unopened")] == 1
    assert (found[at("braid_database_up")], found[at("braid_key_fits")]) == (1, 1)
    assert found[at("braid_database_bytes")] > 0


def test_processes_count_together_and_what_a_dead_one_left_goes(
    app: Flask, settings: Settings, run: FlaskCliRunner
) -> None:
    somebody(app, NOTHING).walk(until="/s/4")
    app.test_client().get("/nowhere/canary")
    gone = write(app, settings)
    with running(settings) as another:
        another.test_client().get("/help")
        write(another, settings)
        found = now(run)
    assert found[at("braid_requests_total", method="POST", route="/s/<int:number>", status="303")] >= 3
    assert found[at("braid_requests_total", method="GET", route="none", status="404")] == 1
    assert found[at("braid_requests_total", method="GET", route="/help", status="200")] == 1
    assert found[at("braid_request_seconds_count", route="/help")] == 1
    os.utime(gone, (0, 0))
    assert at("braid_requests_total", method="GET", route="none", status="404") not in now(run)
    assert not gone.exists()


def test_only_what_is_there_for_good_counts_as_done(app: Flask, settings: Settings, run: FlaskCliRunner) -> None:
    arrive(app, CALM)
    with app.app_context(), suppress(ZeroDivisionError), writing():
        record("screening.sent", subject=("site", "default"))
        _ = 1 / 0
    write(app, settings)
    assert now(run)[at("braid_acts_total", action="screening.sent")] == 1


def test_a_limit_that_was_reached_is_counted(settings: Settings) -> None:
    with running(replace(settings, rate_limits=True)) as app:
        client = app.test_client()
        while client.post("/csp", data="{}").status_code != 429:
            pass
        write(app, settings)
        assert now(app.test_cli_runner())[at("braid_limits_reached_total", bucket="reports")] == 1


def test_it_says_nothing_of_anybody(app: Flask, settings: Settings, run: FlaskCliRunner) -> None:
    screening_id = arrive(app, ACUTE, CONTACT)
    desk = desk_of(app, "clinician")
    desk.get(f"/staff/screenings/{screening_id}")
    desk.get(f"/staff/screenings/{'0' * 32}", 404)
    write(app, settings)
    words = {word for _, labels in now(run) for _, word in labels}
    assert "/staff/screenings/<screening_id>" in words
    assert [word for word in words if re.search("[0-9a-f]{8}|@|Robin|Ana|default", word)] == []


def test_a_database_that_is_away_is_a_number_and_no_error(run: FlaskCliRunner) -> None:
    with patch.object(db.session, "execute", side_effect=OperationalError("SELECT", {}, Exception("canary"))):
        found = now(run)
    assert found[at("braid_database_up")] == 0
    assert at("braid_alerts_waiting", level="imminent") not in found


def test_a_disk_that_is_full_is_told_of_once_and_stops_nobody(
    app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    writer = Writer(Counts(), tmp_path / "counts", "both")
    with patch.object(Counts, "write", side_effect=OSError(28, "No space left on device")):
        writer.write()
        writer.write()
    assert caplog.messages == ["counts cannot be written: OSError"]
    writer.write()
    assert writer.path.exists()


@pytest.mark.parametrize(
    "elsewhere", ["0.0.0.0:9464", "192.0.2.1:9464", "[::]:9464", "9464", "localhost", "127.0.0.1:x"]
)
def test_nobody_on_another_machine_can_ask(run: FlaskCliRunner, elsewhere: str) -> None:
    refused = run.invoke(args=["metrics", "--listen", elsewhere])
    assert refused.exit_code == 2
    assert "must be on this machine alone" in refused.output


def test_prometheus_is_answered_until_the_command_is_stopped(settings: Settings) -> None:
    environ = {"BRAID_ENV": "test", "BRAID_INSTANCE": str(settings.instance)}
    if settings.database_url:
        environ["BRAID_DATABASE_URL"] = settings.database_url
    command = [*FLASK, "metrics", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            port = re.search(r"port (\d+)", process.stdout.readline())
            assert port
            with urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/metrics", timeout=30) as answer:
                assert read(answer.read().decode())[at("braid_database_up")] == 1
        finally:
            process.send_signal(signal.SIGTERM)
    assert process.returncode == 0
