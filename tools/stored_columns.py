"""Write docs/what-is-stored.md: every column of the database, sealed or in the clear, and why it may be.

The columns come from the models, the reasons from `stored_columns.toml` beside this. A column without a reason, and a
reason without a column, is an error: whoever adds a column decides how it stands there.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

import app  # noqa: F401 - makes every table known
from app.extensions import Base, UtcDateTime

PAGE: Final = Path(__file__).parent.parent / "docs" / "what-is-stored.md"
REASONS: Final = Path(__file__).with_suffix(".toml")
KINDS: Final = {
    "sealed": "sealed",
    "mark": "a mark or hash",
    "moment": "clear, a time",
    "id": "clear, a random id",
    "clear": "clear",
}
HEAD: Final = """# What is stored

Every column of every table, and whether somebody can read it who holds a copy of the database and not the key file.
`python -m tools.stored_columns` makes this page from the tables as they are; the reasons stand in
`tools/stored_columns.toml`. A test fails for a column that is not listed.

"""


@dataclass(frozen=True)
class Group:
    """Columns that stand in the database in one way and for the same reason."""

    how: str
    why: str
    names: Sequence[str]


class Unlisted(Exception):
    """Columns without a reason, or reasons without a column."""


def main() -> int:
    """Write the page; return an exit status."""
    PAGE.write_text(page(), "utf-8")
    return 0


def groups() -> list[Group]:
    """As they stand in the file."""
    return [Group(**entry) for entry in tomllib.loads(REASONS.read_text("utf-8"))["groups"]]


def columns() -> list[sa.Column[Any]]:
    """Every column of every table, in the order of the tables' names."""
    return [column for _, table in sorted(Base.metadata.tables.items()) for column in table.columns]


def group_of(column: sa.Column[Any], listed: Mapping[str, Group]) -> Group | None:
    """Why a column stands as it does: by table and name, by its name, or by its type."""
    found = listed.get(f"{column.table.name}.{column.name}") or listed.get(column.name)
    return found or (listed["moment"] if _is_moment(column) else listed["id"] if _is_id(column) else None)


def listed() -> dict[str, Group]:
    """The groups by the names that stand in them, and the first of those that go by type."""
    found: dict[str, Group] = {}
    for group in groups():
        for name in group.names:
            if found.setdefault(name, group) is not group:
                raise Unlisted(f"{name} stands in two groups")
    return found | {kind: next(group for group in groups() if group.how == kind) for kind in ("moment", "id")}


def check() -> None:
    """Every column is listed, and everything that is listed is there. Raises Unlisted."""
    names = listed()
    lost = [f"{column.table.name}.{column.name}" for column in columns() if group_of(column, names) is None]
    there = {column.name for column in columns()} | {f"{column.table.name}.{column.name}" for column in columns()}
    empty = sorted(names.keys() - there - {"moment", "id"})
    if lost or empty:
        raise Unlisted(f"without a reason: {lost}; a reason without a column: {empty}")


def page() -> str:
    """The page as it has to be now. Raises Unlisted."""
    check()
    return HEAD + "\n".join([*_reasons(), "", *_tables()]) + "\n"


def _reasons() -> Iterator[str]:
    yield "## Why"
    yield ""
    yield "| | how it stands there | what it is |"
    yield "|---|---|---|"
    for number, group in enumerate(groups(), 1):
        yield f"| {number} | {KINDS[group.how]} | {group.why} |"


def _tables() -> Iterator[str]:
    yield "## Table by table"
    yield ""
    yield "| table | sealed | mark or hash | clear |"
    yield "|---|---|---|---|"
    for name, table in sorted(Base.metadata.tables.items()):
        stands = [_said(table, hows) for hows in (("sealed",), ("mark",), ("moment", "id", "clear"))]
        yield f"| {name} | {' | '.join(stands)} |"


def _said(table: sa.Table, hows: Sequence[str]) -> str:
    """The columns of a table that stand there in one of these ways, each with the number of its reason."""
    names, numbers = listed(), {group.why: number for number, group in enumerate(groups(), 1)}
    found = [(column.name, group) for column in table.columns if (group := group_of(column, names))]
    return ", ".join(f"{name} ({numbers[group.why]})" for name, group in found if group.how in hows)


def _is_moment(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, UtcDateTime | sa.Date)


def _is_id(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Uuid)


if __name__ == "__main__":
    sys.exit(main())
