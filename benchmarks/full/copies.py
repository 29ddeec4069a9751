"""Copies of a real screening: new ids, another person, another time and site, and sealed so that they open.

A copy has every row that its pattern has, whatever table it stands in: a column that is added later is copied as it is.
"""

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from app.activity.chain import BEGINNING
from app.extensions import db, public_id, uuid7
from app.intake.reference import new_reference
from app.intake.search_marks import marks_of
from app.vault import current_vault, seal_json, unseal_json

STUB: Final = 48  # bytes that stay of a sealed row which nobody will open
MARKS: Final = "search_marks"

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]  # the name of a table, and a row of it


@dataclass(frozen=True)
class Copy:
    """What sets one copy apart. `whole`: everything in it can be read; else only what a list shows of it."""

    site_id: str
    came_at: datetime
    contact: Mapping[str, str]
    whole: bool


class Pattern:
    """One real screening with everything that hangs on it."""

    def __init__(self, screening_id: str, staff: Mapping[str, Mapping[UUID, UUID]]) -> None:
        """`staff`: for each site, who stands there for each of the first site."""
        tables = db.metadata.tables
        self._staff = staff
        self._screening = _rows(tables["screenings"], "id", screening_id)[0]
        self._key = current_vault().open_record_key(self._screening["wrapped_key"])
        self._summary = unseal_json(self._key, f"screenings|summary|{screening_id}", self._screening["summary"])
        self._hanging = [
            (table.name, row, self._opened(table.name, row))
            for table in tables.values()
            if "screening_id" in table.c and table.name != MARKS
            for row in _rows(table, "screening_id", screening_id)
        ]
        self._log = _rows(tables["activity"], "subject_id", screening_id)

    def _opened(self, table: str, row: Row) -> Any:  # noqa: ANN401 - whatever is inside
        return unseal_json(self._key, f"{table}|sealed|{row['id']}", row["sealed"]) if "sealed" in row else None

    def rows(self, copy: Copy, seq: Iterator[int]) -> Rows:
        """Every row of a copy; `seq` numbers those of the log."""
        change = _Change(copy.came_at - self._screening["created_at"], copy.site_id, self._staff[copy.site_id])
        own = change.of(self._screening) | {"id": public_id(), "draft_id": public_id(), "reference": new_reference()}
        summary = self._summary | {"alias": copy.contact["contact_name"]}
        yield "screenings", own | {"summary": seal_json(self._key, f"screenings|summary|{own['id']}", summary)}
        for table, row, content in self._hanging:
            yield table, self._hung(table, change.of(row) | {"screening_id": own["id"]}, content, copy)
        for mark in marks_of(copy.contact):
            yield MARKS, {"screening_id": own["id"], "mark": mark}
        for row in self._log:
            chain = {"seq": next(seq), "prev_mac": BEGINNING, "mac": os.urandom(len(BEGINNING))}
            yield "activity", change.of(row) | chain | {"subject_id": own["id"]}

    def _hung(self, table: str, row: Row, content: Any, copy: Copy) -> Row:  # noqa: ANN401 - whatever was inside
        row["id"] = uuid7() if isinstance(row["id"], UUID) else secrets.token_hex(16)
        if "sealed" not in row:
            return row
        if not copy.whole:
            return row | {"sealed": row["sealed"][:STUB]}
        if "contact" in content:
            content = content | {"contact": {**content["contact"], **copy.contact}}
        return row | {"sealed": seal_json(self._key, f"{table}|sealed|{row['id']}", content)}


@dataclass(frozen=True)
class _Change:
    """What is the same for every row of a copy: it lies so much later, at this site, done by this staff."""

    later: timedelta
    site_id: str
    staff: Mapping[UUID, UUID]

    def of(self, row: Row) -> Row:
        return {name: self._value(name, value) for name, value in row.items()}

    def _value(self, name: str, value: object) -> object:
        if isinstance(value, datetime):
            return value + self.later
        if isinstance(value, UUID):
            return self.staff.get(value, value)
        return self.site_id if name == "site_id" else value


def _rows(table: sa.Table, column: str, value: str) -> Sequence[Row]:
    found = db.session.execute(sa.select(table).where(table.c[column] == value))
    return [dict(row) for row in found.mappings()]
