"""The record keys of one table: which root keys wrap them, and wrapping them anew while everybody goes on working.

Each package that stores record keys names their columns in its `wrapped_keys.py`; `flask keys rotate` goes through
them in turn. A step takes a few hundred rows, in a short transaction of its own. It changes only what is still as it
was read, so whoever wraps a row meanwhile wins, and whoever is killed leaves nothing half done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db, in_own_transaction
from app.vault.seals import Unreadable
from app.vault.vault import ID_BYTES, Vault, mark_of_key

AT_ONCE: Final = 500
A_FEW: Final = 3


@dataclass(frozen=True)
class WrappedKeys:
    """A column that holds wrapped record keys."""

    attribute: InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None]

    @property
    def table(self) -> str:
        """The name of its table."""
        return self._column.table.name

    @property
    def column(self) -> str:
        """Its own name."""
        return self._column.name

    def counts(self) -> Mapping[int, int]:
        """How many rows each root key wraps. One pass over the table; in the caller's transaction."""
        mark = self._mark.label("mark")
        found = db.session.execute(sa.select(mark, sa.func.count()).where(self._column.is_not(None)).group_by(mark))
        return {int.from_bytes(mark, "big"): count for mark, count in found}

    def opens_any(self, vault: Vault) -> bool | None:
        """Whether any of a few rows opens; None if there is no row. In a transaction of its own."""
        query = sa.select(self._column).where(self._column.is_not(None)).order_by(self._id.desc()).limit(A_FEW)
        with in_own_transaction(writes=False) as connection:
            few = connection.scalars(query).all()
        return any(_opens(wrapped, vault) for wrapped in few) if few else None

    def rewrap(self, vault: Vault) -> int:
        """Wrap whatever another root key wraps under the newest one. Returns how many rows there were.

        In transactions of its own. A row that does not open is left as it is.
        """
        done, last = 0, None
        while rows := self._next(mark_of_key(vault.newest_key_id), last):
            done += self._swap([change for row in rows if (change := _change(row, vault))])
            last = rows[-1].id
        return done

    def _next(self, newest: bytes, last: object) -> Sequence[sa.Row[Any]]:
        query = sa.select(self._id.label("id"), self._column.label("key")).where(self._mark != newest)
        if last is not None:
            query = query.where(self._id > last)
        with in_own_transaction(writes=False) as connection:
            return connection.execute(query.order_by(self._id).limit(AT_ONCE)).all()

    def _swap(self, changes: Sequence[Mapping[str, object]]) -> int:
        if not changes:
            return 0
        same = self._id == sa.bindparam("row"), self._column == sa.bindparam("before")
        statement = sa.update(self._column.table).where(*same).values({self._column: sa.bindparam("after")})
        with in_own_transaction(writes=True) as connection:
            return connection.execute(statement, changes).rowcount

    @property
    def _column(self) -> sa.Column[bytes]:
        column: sa.Column[bytes]
        [column] = self.attribute.property.columns
        return column

    @property
    def _id(self) -> sa.Column[Any]:
        [column] = self._column.table.primary_key.columns
        return column

    @property
    def _mark(self) -> sa.Function[bytes]:
        return sa.func.substr(self._column, 1, ID_BYTES, type_=sa.LargeBinary)


def _opens(wrapped: bytes, vault: Vault) -> bool:
    try:
        return bool(vault.open_record_key(wrapped))
    except Unreadable:
        return False


def _change(row: sa.Row[Any], vault: Vault) -> Mapping[str, object] | None:
    try:
        return {"row": row.id, "before": row.key, "after": vault.rewrap(row.key)}
    except Unreadable:
        return None
