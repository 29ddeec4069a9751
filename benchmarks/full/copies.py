"""Copies of a real screening: new ids, another person, another time and site, and sealed so that they open.

A copy has every row that its pattern has, whatever table it stands in: a column that is added later is copied as it is.
Rows are made as SQLite stores them, for a million copies leave no time to ask each column for its type.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from app.extensions import db, public_id, uuid7
from app.intake.arriving.search_marks import marks_of
from app.vault import current_vault, seal_json, unseal_json

STUB: Final = 48  # bytes that stay of a sealed row which nobody will open
MARKS: Final = "search_marks"

Stored = tuple[object, ...]
Ids = Mapping[object, object]
NO_IDS: Final[Ids] = {}
Rows = Iterator[tuple[str, Stored]]  # the name of a table, and a row of it in the order of its columns


@dataclass(frozen=True)
class Copy:
    """What sets one copy apart. `staff`: who stands here for each of the first site, both as they are stored.

    `whole`: everything in it can be read; else only what a list shows of it.
    """

    site_id: str
    reference: str
    staff: Mapping[object, object]
    came_at: datetime
    contact: Mapping[str, str]
    whole: bool


def stored(value: object) -> object:
    """A value as SQLite stores it."""
    match value:
        case datetime():
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        case UUID():
            return value.hex
        case dict():
            return json.dumps(value)
    return value


def written(table: sa.Table) -> list[sa.Column[Any]]:
    """Its columns, but for those which the database works out by itself."""
    return [column for column in table.columns if column.computed is None]


class _Part:
    """One row of the pattern."""

    def __init__(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        self.table, self.row = table.name, row
        self._at = {name: place for place, name in enumerate(row)}
        self._values = [stored(value) for value in row.values()]
        self.moments = [(place, value) for place, value in enumerate(row.values()) if isinstance(value, datetime)]
        self._people = [place for place, value in enumerate(row.values()) if isinstance(value, UUID)]
        self._has_site = "site_id" in row

    def changed(
        self, copy: Copy, when: Mapping[datetime, object], ids: Ids = NO_IDS, **new: object
    ) -> tuple[str, Stored]:
        """The same row in a copy. `when`: each moment of the pattern as it is stored in the copy; `ids`: the new id of
        each row of the pattern, wherever it is named.
        """
        values = self._values.copy()
        for place, moment in self.moments:
            values[place] = when[moment]
        for place in self._people:
            values[place] = ids.get(values[place]) or copy.staff.get(values[place], values[place])
        for name, value in (new | {"site_id": copy.site_id} if self._has_site else new).items():
            values[self._at[name]] = value
        return self.table, tuple(values)


class Pattern:
    """One real screening with everything that hangs on it."""

    def __init__(self, screening_id: str) -> None:
        tables = db.metadata.tables
        [self._screening] = _parts(tables["screenings"], "id", screening_id)
        self._came_at = self._screening.row["created_at"]
        self._key = current_vault().open_record_key(self._screening.row["wrapped_key"])
        self._summary = unseal_json(self._key, f"screenings|summary|{screening_id}", self._screening.row["summary"])
        hanging = [table for table in tables.values() if "screening_id" in table.c and table.name != MARKS]
        parts = [part for table in hanging for part in _parts(table, "screening_id", screening_id)]
        self._plain = [part for part in parts if "sealed" not in part.row]
        self._sealed = [(part, self._content(part)) for part in parts if "sealed" in part.row]
        self._ids = [part.row["id"] for part in parts]
        self._log = _parts(tables["activity"], "subject_id", screening_id)
        self._moments = {moment for part in (self._screening, *parts, *self._log) for _, moment in part.moments}

    def _content(self, part: _Part) -> Any:  # noqa: ANN401 - whatever is inside
        return unseal_json(self._key, _place(part, part.row["id"]), part.row["sealed"])

    def rows(self, copy: Copy, seq: Iterator[int]) -> Rows:
        """Every row of a copy; `seq` numbers those of the log."""
        own, later = public_id(), copy.came_at - self._came_at
        when = {moment: stored(moment + later) for moment in self._moments}
        yield self._own(own, copy, when)
        for mark in marks_of(copy.contact, copy.site_id):
            yield MARKS, (own, mark)
        new = {row_id: uuid7() for row_id in self._ids}
        ids = {row_id.hex: made.hex for row_id, made in new.items()}
        for part in self._plain:
            yield part.changed(copy, when, ids, screening_id=own)
        for part, content in self._sealed:
            made = new[part.row["id"]]
            sealed = self._resealed(part, content, made, copy) if copy.whole else part.row["sealed"][:STUB]
            yield part.changed(copy, when, ids, screening_id=own, sealed=sealed)
        for part in self._log:
            yield part.changed(copy, when, subject_id=own, seq=next(seq), mac=os.urandom(32))

    def _own(self, own: str, copy: Copy, when: Mapping[datetime, object]) -> tuple[str, Stored]:
        summary = seal_json(
            self._key, f"screenings|summary|{own}", self._summary | {"alias": copy.contact["contact_name"]}
        )
        new: dict[str, Any] = {"id": own, "draft_id": public_id(), "reference": copy.reference, "summary": summary}
        return self._screening.changed(copy, when, **new)

    def _resealed(self, part: _Part, content: Any, new: UUID, copy: Copy) -> bytes:  # noqa: ANN401 - whatever was inside
        if "contact" in content:
            content = content | {"contact": {**content["contact"], **copy.contact}}
        return seal_json(self._key, _place(part, new), content)


def _place(part: _Part, row_id: object) -> str:
    return f"{part.table}|sealed|{row_id}"


def _parts(table: sa.Table, column: str, value: str) -> list[_Part]:
    found = db.session.execute(sa.select(*written(table)).where(table.c[column] == value))
    return [_Part(table, dict(row)) for row in found.mappings()]
