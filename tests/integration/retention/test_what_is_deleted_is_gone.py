"""A screening that goes leaves nothing but counts, the log and its random id in the ledger."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import activity
from app.extensions import Base, db, writing
from app.extensions.clock import StoppedClock
from app.intake.models import Screening
from app.intake.people.models import Person, Rescreen
from app.retention import ledger
from app.retention.purge import purge, reapply
from app.retention.run import wipe_what_is_left
from app.settings import Settings
from tests.support.courses import PAGE
from tests.support.desk import CALM, Desk, arrive, desk_of
from tests.support.engines import on_each_engine, on_sqlite
from tests.support.kept import Full, closed, full, left, rows_with, secrets_of, used_link

MAY_NAME_IT = {("activity", "subject_id"), ("activity", "detail"), ("deletions", "id")}


def delete(app: Flask, screening_id: str) -> None:
    with app.app_context():
        with writing():
            purge(db.session.get_one(Screening, screening_id), "policy")
        ledger.bring_together()
        wipe_what_is_left()


def pointing_at_screenings() -> set[tuple[str, str]]:
    """Every column that names a screening: by a foreign key, or by its name."""
    named = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name == "screening_id" or any(key.column.table.name == "screenings" for key in column.foreign_keys)
    }
    return {*named, ("screenings", "id")}


@pytest.fixture
def made(app: Flask, stopped: StoppedClock) -> Full:
    return full(app)


@on_each_engine
def test_no_table_names_it_any_more_but_the_log_and_the_ledger(app: Flask, made: Full) -> None:
    before = rows_with(app, made.id)
    assert pointing_at_screenings() <= before, "a table that names screenings is not filled by tests.support.kept"
    delete(app, made.id)
    assert rows_with(app, made.id) == MAY_NAME_IT
    assert left(app) == {made.other, made.not_theirs}
    with app.app_context():
        assert activity.verify() is None


@on_sqlite
def test_no_byte_stays_and_the_persons_other_screening_stays_as_it_was(
    app: Flask, settings: Settings, made: Full
) -> None:
    ana = desk_of(app, "coordinator")
    kept = secrets_of(app, made.id)
    files = [settings.instance / f"braid.sqlite{end}" for end in ("", "-wal")]
    assert all(any(sealed in file.read_bytes() for file in files) for sealed in kept), "they stand there before"
    delete(app, made.id)
    assert not [sealed for sealed in kept for file in files if sealed in file.read_bytes()]
    plans = ana.get(PAGE.format(made.other)).select("#rescreens ~ ol")[0].get_text(" ", strip=True)
    assert "After 4 weeks Done, as a screening that was deleted since." in plans
    assert persons(app) == [person_id_of(app, made.other)]
    the_ledger_says(settings.instance / ledger.FILE, made.id)
    delete(app, made.other)
    assert persons(app) == []


def persons(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Person.id)))


def person_id_of(app: Flask, screening_id: str) -> str | None:
    with app.app_context():
        return db.session.get_one(Screening, screening_id).person_id


def the_ledger_says(file: Path, screening_id: str) -> None:
    """A random id, what it was and when, and nothing else; to its owner alone."""
    assert file.read_text().split() == ["2026-11-23T17:00:00+00:00", "screening", screening_id]
    assert file.stat().st_mode & 0o077 == 0


def test_what_was_planned_and_came_as_it_stays_done(app: Flask, ana: Desk) -> None:
    first, came = arrive(app, CALM), closed(app, ana)
    ana.post(f"{PAGE.format(first)}/rescreens", weeks="2")
    with app.app_context(), writing():
        (plan,) = db.session.scalars(sa.select(Rescreen))
        db.session.add(used_link(came, plan.id, plan.author_id))
    delete(app, came)
    plans = ana.get(PAGE.format(first)).select("#rescreens ~ ol")[0].get_text(" ", strip=True)
    assert "Done, as a screening that was deleted since." in plans
    assert not ana.get("/staff/rescreens").select("[data-rescreen]")


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@on_sqlite
def test_what_was_deleted_is_deleted_again_when_an_older_backup_is_restored(
    app: Flask, settings: Settings, ana: Desk
) -> None:
    gone, stays = closed(app, ana), closed(app, ana)
    backup = copy_of(settings.instance / "braid.sqlite", app)
    delete(app, gone)
    restore(backup, settings.instance / "braid.sqlite", app)
    assert left(app) == {gone, stays}, "the backup is from before"
    with app.app_context():
        assert reapply() == 1
        assert reapply() == 0
        assert activity.verify() is None
    assert left(app) == {stays}


@on_sqlite
def test_a_ledger_that_broke_off_in_the_middle_of_a_line_still_counts(
    app: Flask, settings: Settings, ana: Desk
) -> None:
    first, second = closed(app, ana), closed(app, ana)
    backup = copy_of(settings.instance / "braid.sqlite", app)
    delete(app, first)
    with (settings.instance / ledger.FILE).open("a") as file:
        file.write("\n2026-11-23T17:00:00+00:00 screening 00")
    delete(app, second)
    restore(backup, settings.instance / "braid.sqlite", app)
    with app.app_context():
        assert reapply() == 2
    assert left(app) == set()


def copy_of(file: Path, app: Flask) -> bytes:
    """The database as it is now, with nothing left in its log of changes."""
    with app.app_context():
        wipe_what_is_left()
        db.engine.dispose()
    return file.read_bytes()


def restore(backup: bytes, file: Path, app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for end in ("-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    file.write_bytes(backup)
