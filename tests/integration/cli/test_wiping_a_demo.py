"""`flask demo --wipe`: asks first, leaves an installation as if new, and never touches what is no demo."""

import shutil
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app import migrations
from app.accounts import anyone_enrolled
from app.cli.wipe import _named
from app.extensions import db, writing
from app.intake.arriving.drafts import anything_begun
from app.settings import Settings
from tests.support.desk import hire
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.running import running


@on_each_engine
def test_a_wiped_demo_is_an_installation_as_if_new(app: Flask, settings: Settings) -> None:
    run = app.test_cli_runner()
    run.invoke(args=["demo", "--only-fill"])
    (settings.instance / "deletions.log").touch()
    result = run.invoke(args=["demo", "--wipe", "--yes"])
    assert result.exit_code == 0, result.output
    assert list(settings.instance.iterdir()) == []
    with running(settings) as again:
        migrations.upgrade(again)
        assert "made up" not in again.test_client().get("/").get_data(as_text=True)
        with again.app_context():
            assert not anyone_enrolled()
            assert not anything_begun()


def test_a_wipe_asks_first_and_no_means_no(app: Flask, settings: Settings) -> None:
    run = app.test_cli_runner()
    run.invoke(args=["demo", "--only-fill"])
    assert run.invoke(args=["demo", "--wipe"], input="n\n").exit_code == 1
    assert (settings.instance / "DEMO").exists()
    with app.app_context():
        assert anything_begun()


def test_a_wipe_never_touches_what_is_no_demo(app: Flask, settings: Settings) -> None:
    app.test_client().post("/start", headers={"Origin": "http://localhost"})
    result = app.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"])
    assert result.exit_code == 1
    assert "is not marked as a demo" in result.stderr
    with app.app_context():
        assert anything_begun()


@on_each_engine
def test_a_wipe_spares_another_database_that_is_not_the_one_of_the_demo(app: Flask, settings: Settings) -> None:
    """The folder is marked, and the settings name a database in which real people work."""
    elsewhere = _moved(app, settings)
    with running(elsewhere) as real:
        (elsewhere.instance / "DEMO").touch()
        (elsewhere.instance / "demo-staff.json").write_text('[{"email": "admin@demo.invalid"}]')
        hire(real, "admin")
        real.test_client().post("/start", headers={"Origin": "http://localhost"})
        result = real.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"])
        assert result.exit_code == 1
        assert "is not the database of this demo; nothing was deleted" in result.stderr
        with real.app_context():
            assert anyone_enrolled()
            assert anything_begun()
        assert (elsewhere.instance / "braid.key").exists()


@on_sqlite
def test_a_link_to_a_database_is_not_a_database_of_the_folder(app: Flask, settings: Settings, tmp_path: Path) -> None:
    hire(app, "admin")
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "DEMO").touch()
    (folder / "braid.sqlite").symlink_to(settings.instance / "braid.sqlite")
    with running(replace(settings, instance=folder, database_url=f"sqlite:///{folder / 'braid.sqlite'}")) as linked:
        assert linked.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"]).exit_code == 1
    with app.app_context():
        assert anyone_enrolled()


@on_each_engine
def test_a_wipe_leaves_the_tables_of_others(app: Flask, settings: Settings) -> None:
    app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    with app.app_context(), writing():
        db.session.execute(sa.text("CREATE TABLE billing (amount INTEGER)"))
    assert app.test_cli_runner().invoke(args=["demo", "--wipe", "--yes"]).exit_code == 0
    with app.app_context():
        assert sa.inspect(db.engine).get_table_names() == ["billing"]
    assert not (settings.instance / "DEMO").exists()


@on_sqlite  # whose address is shown as it is
def test_the_question_names_the_database_and_never_its_password(app: Flask, settings: Settings) -> None:
    secret = f"{settings.database_url}?password=opensesame"
    with app.app_context():
        assert _named(replace(settings, database_url=secret)) == settings.database_url
        address = "postgresql+psycopg://braid:opensesame@db.example/people?password=opensesame"
        assert _named(replace(settings, database_url=address)) == "postgresql+psycopg://braid@db.example/people"
    app.test_cli_runner().invoke(args=["demo", "--only-fill"])
    assert settings.database_url in app.test_cli_runner().invoke(args=["demo", "--wipe"], input="n\n").output


def _moved(app: Flask, settings: Settings) -> Settings:
    """The same installation, with a database that is not in the folder in which its settings look for one."""
    if settings.database_url != f"sqlite:///{settings.instance / 'braid.sqlite'}":
        return settings
    real = settings.instance.parent / "real.sqlite"
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    shutil.move(settings.instance / "braid.sqlite", real)
    return replace(settings, database_url=f"sqlite:///{real}")
