"""Whatever holds the key of a record can be wrapped anew: no package that stores one is left out of a rotation."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.cli.root_keys import EVERYWHERE
from app.extensions import Base, db
from app.vault import Unreadable, current_vault

NAMES = {"record_key", "wrapped_key"}
STEPS = {(step.table, step.column) for step in EVERYWHERE}


def binary_columns() -> list[sa.Column[bytes]]:
    tables = Base.metadata.sorted_tables
    return [column for table in tables for column in table.columns if isinstance(column.type, sa.LargeBinary)]


def is_record_key(value: bytes | None) -> bool:
    try:
        return value is not None and len(current_vault().open_record_key(value)) == 32
    except Unreadable:
        return False


def test_every_column_of_that_name_has_a_step() -> None:
    named = {(column.table.name, column.name) for column in binary_columns() if column.name in NAMES}
    assert named == STEPS


@pytest.fixture
def filled(app: Flask, run: FlaskCliRunner) -> Flask:
    """An instance in which most tables have rows."""
    assert run.invoke(args=["demo", "--only-fill"]).exit_code == 0
    assert run.invoke(args=["webhooks", "add", "https://other.example/braid"]).exit_code == 0
    return app


def test_no_column_of_another_name_holds_one(filled: Flask) -> None:
    with filled.app_context():
        found = {
            (column.table.name, column.name)
            for column in binary_columns()
            if any(is_record_key(value) for value in db.session.scalars(sa.select(column).limit(20)))
        }
    assert found <= STEPS
    assert {"screenings", "staff_users", "staff_factors", "webhook_subscribers"} <= {table for table, _ in found}
