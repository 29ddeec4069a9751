"""What stands in a database, in numbers: written into a backup when it is made, compared when it is put back."""

from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from app.extensions import Base

VERSION: Final = "alembic_version"


@dataclass(frozen=True)
class Facts:
    """The migration it stands at, how many rows each table has, and the head of the activity log."""

    migration: str
    rows: dict[str, int]
    log_head: tuple[int, str]

    @classmethod
    def of(cls, content: dict[str, Any]) -> "Facts":
        """As they were written down. Raises KeyError, TypeError, ValueError."""
        seq, mac = content["log_head"]
        return cls(str(content["migration"]), dict(content["rows"]), (int(seq), str(mac)))


def facts_of(connection: sa.Connection) -> Facts:
    """Read them, as this transaction sees them."""
    migration = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION}"))  # noqa: S608 - our own name
    return Facts(str(migration), rows_of(connection), _log_head(connection))


def rows_of(connection: sa.Connection) -> dict[str, int]:
    """How many rows each of our tables has, of those that are there."""
    there = set(sa.inspect(connection).get_table_names())
    tables = [table for name, table in sorted(Base.metadata.tables.items()) if name in there]
    return {table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables}


def _log_head(connection: sa.Connection) -> tuple[int, str]:
    newest = sa.text("SELECT seq, mac FROM activity ORDER BY seq DESC LIMIT 1")
    row = connection.execute(newest).one_or_none()
    return (row.seq, bytes(row.mac).hex()) if row else (0, "")
