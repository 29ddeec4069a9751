"""What SQLite is told at every connection."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from app.extensions import db, in_own_transaction
from app.settings import Settings
from tests.support.engines import on_sqlite
from tests.support.running import running

pytestmark = on_sqlite


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ],
)
@pytest.mark.usefixtures("in_app")
def test_every_connection_is_durable_and_strict(pragma: str, value: object) -> None:
    with db.engine.connect() as first, db.engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_no_other_user_of_the_machine_can_read_the_database(settings: Settings, tmp_path: Path) -> None:
    fresh = replace(settings, instance=tmp_path / "fresh", database_url="", key_file=Path())
    with running(fresh) as app, app.app_context(), in_own_transaction(writes=True) as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in fresh.instance.glob("braid.sqlite*")}
    assert modes == {"braid.sqlite": 0o600, "braid.sqlite-wal": 0o600, "braid.sqlite-shm": 0o600}


@pytest.mark.usefixtures("in_app")
def test_a_reader_is_not_kept_waiting_by_a_writer() -> None:
    with in_own_transaction(writes=True) as writer:
        writer.exec_driver_sql("DELETE FROM signin_failures")
        with in_own_transaction(writes=False) as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM staff_users").scalar() == 0
