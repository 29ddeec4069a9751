"""What SQLite is told at every connection."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.extensions import db, in_own_transaction


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


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


@pytest.mark.usefixtures("in_app")
def test_a_reader_is_not_kept_waiting_by_a_writer() -> None:
    with in_own_transaction(writes=True) as writer:
        writer.exec_driver_sql("DELETE FROM signin_failures")
        with in_own_transaction(writes=False) as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM staff_users").scalar() == 0
