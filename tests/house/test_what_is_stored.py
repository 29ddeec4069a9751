"""Every column of the database is sealed, or stands in the clear for a reason that is written down."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from app.accounts import emergency, recovery
from app.extensions import Base, db
from app.intake.arriving import devices, invites, search_marks
from tools import stored_columns

APP = Path(__file__).parents[2] / "app"
BY_NAME = re.compile(r"\.(?:derive|blind_index)\(\s*(?!f?\")[a-z]")  # a call with a label that stands elsewhere
NAMED_ELSEWHERE = {
    "accounts/letters.py",
    "intake/arriving/labels.py",
    "intake/arriving/search_marks.py",
    "vault/seals.py",
}
LABEL = re.compile(r"""\.derive\((f?)"([^"]+)"\)""")
INDEX = re.compile(r"""\.blind_index\(\s*(f?)"([^"]+)",""")


def test_the_page_is_what_the_tables_are_now() -> None:
    assert stored_columns.PAGE.read_text("utf-8") == stored_columns.page(), "python -m tools.stored_columns"


@pytest.fixture
def one_more() -> Iterator[sa.Table]:
    """A table with a column that nobody has thought about."""
    table = sa.Table("diagnoses", Base.metadata, sa.Column("words", sa.Text))
    yield table
    Base.metadata.remove(table)


def test_a_column_that_is_not_listed_is_found(one_more: sa.Table) -> None:
    with pytest.raises(stored_columns.Unlisted, match=r"diagnoses\.words"):
        stored_columns.check()


@pytest.fixture
def filled(app: Flask, run: FlaskCliRunner) -> Flask:
    """An instance in which most tables have rows."""
    assert run.invoke(args=["demo", "--only-fill"]).exit_code == 0
    assert run.invoke(args=["webhooks", "add", "https://other.example/braid"]).exit_code == 0
    return app


def test_what_is_listed_as_sealed_is_sealed(filled: Flask) -> None:
    names, seen = stored_columns.listed(), set()
    with filled.app_context():
        for column in stored_columns.columns():
            group = stored_columns.group_of(column, names)
            if group is None or group.how != "sealed":
                continue
            assert isinstance(column.type, sa.LargeBinary)
            for value in db.session.scalars(sa.select(column).where(column.is_not(None)).limit(10)):
                assert value == b"" or re.match(rb"(?:\0.)?\x01.{28}", value, re.DOTALL), f"{column}: no seal"
                seen.add(column.table.name)
    assert {"screenings", "screening_versions", "staff_users", "staff_factors", "drafts"} <= seen


def labels(pattern: re.Pattern[str]) -> dict[str, list[str]]:
    """Each label of a derived key, with the files that derive one."""
    found: dict[str, list[str]] = {}
    for path in APP.rglob("*.py"):
        for is_format, label in pattern.findall(path.read_text("utf-8")):
            name = label.split("{")[0] if is_format else label
            found.setdefault(name, []).append(path.relative_to(APP).as_posix())
    return found


@pytest.mark.parametrize(("pattern", "at_least"), [(LABEL, 8), (INDEX, 5)])
def test_each_derived_key_serves_one_purpose(pattern: re.Pattern[str], at_least: int) -> None:
    found = labels(pattern)
    assert len(found) >= at_least
    assert {label: places for label, places in found.items() if len(places) > 1} == {}


def test_labels_that_stand_elsewhere_are_known_and_differ() -> None:
    calls = {path.relative_to(APP).as_posix() for path in APP.rglob("*.py") if BY_NAME.search(path.read_text("utf-8"))}
    assert calls == NAMED_ELSEWHERE
    elsewhere = {devices._LABELS.purpose, invites._LABELS.purpose}
    assert len(elsewhere) == 2
    assert not elsewhere & labels(LABEL).keys()
    marks = {search_marks._WORD, search_marks._NAME, search_marks._PHONE, recovery._PURPOSE, emergency._PURPOSE}
    assert len(marks) == 5
    assert not marks & labels(INDEX).keys()
