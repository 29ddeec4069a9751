"""A database without its key file, as where only a backup was put back: help for whoever comes, nothing else."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.cli import serve
from app.extensions import db
from app.settings import Settings
from app.vault import KeyFileError, Locked, create_key_file, current_vault, init_vault, why_locked
from tests.support.application import Engines
from tests.support.desk import ACUTE, CONTACT, arrive, hire
from tests.support.engines import on_each_engine
from tests.support.running import running

PAGES = ("/", "/s/1", "/check", "/received", "/call", "/return", "/privacy", "/kiosk", "/no-such-page")
HELP = ("/help", "/someone", "/read", "/read/1")
NAMELESS = ("Robin", "555-0142")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Somebody was here before, and staff."""
    with running(settings) as before:
        arrive(before, ACUTE, CONTACT)
        hire(before, "coordinator")
    return settings


@pytest.fixture(params=["gone", "another's", "damaged"])
def without_key(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application started without the key to it."""
    settings.key_file.rename(settings.key_file.with_suffix(".kept"))
    if request.param == "another's":
        create_key_file(settings.key_file)
    if request.param == "damaged":
        settings.key_file.write_text('{"derivation": ')
        settings.key_file.chmod(0o600)
    with running(settings) as app:
        yield app


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {table.name: db.session.query(table).count() for table in tables}


def test_whoever_comes_finds_help_and_nothing_that_is_stored(without_key: Flask) -> None:
    before = rows(without_key)
    for path in PAGES:
        for response in (without_key.test_client().get(path), without_key.test_client().post(path)):
            page = response.get_data(as_text=True)
            assert response.status_code == 503, path
            assert "988" in page
            assert not [name for name in NAMELESS if name in page]
    assert without_key.test_client().post("/start", headers={"Origin": "http://localhost"}).status_code == 503
    assert rows(without_key) == before


def test_the_pages_of_help_are_there_all_the_same(without_key: Flask) -> None:
    for path in HELP:
        response = without_key.test_client().get(path)
        assert response.status_code == 200, path
        assert "988" in response.get_data(as_text=True)


def test_whoever_reads_spanish_is_spoken_to_in_spanish(without_key: Flask) -> None:
    browser = without_key.test_client()
    assert browser.post("/language", data={"language": "es"}).status_code == 303
    page = browser.get("/")
    assert page.status_code == 503
    assert 'lang="es"' in page.get_data(as_text=True)


def test_leaving_still_leaves_and_help_looks_as_it_should(without_key: Flask) -> None:
    browser = without_key.test_client()
    left = browser.get("/leave")
    assert left.status_code == 200
    assert "http-equiv" in left.get_data(as_text=True)
    assert browser.get("/static/person.css").status_code == 200
    health = browser.get("/healthz")
    assert (health.status_code, health.get_data()) == (503, b"no")


def test_staff_are_told_what_is_the_matter_and_programs_that_they_should_wait(without_key: Flask) -> None:
    browser = without_key.test_client()
    for path in ("/staff/queue", "/staff/sign-in"):
        page = browser.get(path)
        assert page.status_code == 503
        assert "the key file has to be put back" in page.get_data(as_text=True)
    answer = browser.get("/api/v1/screenings")
    assert (answer.status_code, json.loads(answer.get_data())["status"]) == (503, 503)


def test_the_doctor_says_which_and_no_secret_and_commands_refuse(without_key: Flask) -> None:
    doctor = without_key.test_cli_runner().invoke(args=["doctor"])
    assert doctor.exit_code == 1
    assert "the key file is not the one" in doctor.output or "braid.key" in doctor.output
    assert "Traceback" not in doctor.output


@on_each_engine
def test_a_missing_key_file_stops_the_commands_that_need_it_with_one_line(settings: Settings) -> None:
    settings.key_file.unlink()
    with running(settings) as app:
        for command in (["keys", "rotate"], ["staff", "add", "a@b.example", "--role", "admin"], ["backup"], ["tidy"]):
            refused = app.test_cli_runner().invoke(args=command)
            assert (refused.exit_code, refused.output) == (
                1,
                f"Error: key file {settings.key_file} is missing; put it back from where it is kept safe\n",
            )
        assert app.test_cli_runner().invoke(args=["instruments"]).exit_code == 0


def test_an_older_copy_of_the_key_file_is_told_from_the_right_one(settings: Settings, tmp_path: Path) -> None:
    shutil.copy(settings.key_file, tmp_path / "older.key")
    with running(settings) as app:
        assert app.test_cli_runner().invoke(args=["keys", "rotate"]).exit_code == 0
    shutil.copy(tmp_path / "older.key", settings.key_file)
    with running(settings) as app:
        assert app.test_client().get("/").status_code == 503
        doctor = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "root key 2 is not in the key file, and wraps 1 staff_users" in doctor


def test_the_server_starts_and_touches_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.key_file.unlink()
    started: list[str] = []

    def start() -> None:
        started.append("yes")
        raise SystemExit  # the real one becomes the server, and never comes back

    monkeypatch.setattr(serve, "start_server", start)
    with running(settings) as app:
        before = rows(app)
        said = app.test_cli_runner().invoke(args=["serve"]).output
        assert "Locked: key file" in said
        assert started
        assert rows(app) == before


def test_once_the_key_file_is_back_everything_is(settings: Settings) -> None:
    kept = settings.key_file.rename(settings.key_file.with_suffix(".kept"))
    with running(settings) as app:
        assert app.test_client().get("/").status_code == 503
    kept.rename(settings.key_file)
    with running(settings) as app:
        assert app.test_client().get("/").status_code == 200


def test_no_new_key_is_made_beside_a_database_that_an_old_key_sealed(tmp_path: Path) -> None:
    settings = Settings(env="test", instance=tmp_path)
    (tmp_path / "braid.sqlite").write_bytes(b"SQLite format 3")
    app = Flask("tests")
    init_vault(app, settings)
    assert not settings.key_file.exists()
    assert "is missing" in str(why_locked(app))
    with app.app_context(), pytest.raises(Locked, match="is missing"):
        current_vault()


@pytest.mark.parametrize("content", [None, '{"derivation": '])
def test_where_nobody_was_yet_a_wrong_key_file_is_refused(
    engines: Engines, tmp_path: Path, content: str | None
) -> None:
    """Nobody is left alone by that, and whoever sets Braid up is told at once."""
    new = engines.new_settings("sqlite", tmp_path / "new")
    new.key_file.unlink()
    if content:
        new.key_file.write_text(content)
        new.key_file.chmod(0o600)
    with pytest.raises(KeyFileError):
        create_app(replace(new, env="production"))


def test_where_there_is_no_database_yet_production_refuses_to_start(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="is missing"):
        create_app(Settings(env="production", instance=tmp_path / "new", key_file=tmp_path / "elsewhere"))
