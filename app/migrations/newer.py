"""Tables of a newer Braid: the code of before may go on with them as long as they only have more than it knows.

So an update needs no standstill, and is taken back by starting the old code again: the tables stay as they are.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.engine.interfaces import ReflectedColumn

from app.extensions import Base


def is_newer(there: Iterable[str], ours: ScriptDirectory) -> bool:
    """Whether the database has been where this code never was. `there`: the last migrations that it has seen."""
    known = {script.revision for script in ours.walk_revisions()}
    return not set(there) <= known


def has_all_that_is_ours(connection: sa.Connection) -> bool:
    """Whether each table and column is there, and each that this code does not know can be left out by who writes."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    ours = Base.metadata.tables.values()
    return all(table.name in there and _fits(table, inspector.get_columns(table.name)) for table in ours)


def _fits(table: sa.Table, columns: list[ReflectedColumn]) -> bool:
    more = [column for column in columns if column["name"] not in table.columns]
    return len(columns) - len(more) == len(table.columns) and all(map(_may_be_left_out, more))


def _may_be_left_out(column: ReflectedColumn) -> bool:
    return column["nullable"] or column["default"] is not None or "computed" in column or "identity" in column
