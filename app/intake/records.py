"""One screening's sealed record: the only place that seals and opens what belongs to it."""

import uuid
from typing import Any, Final, Literal, TypeVar

import sqlalchemy as sa

from app.accounts import StaffUser
from app.extensions import clock, db, uuid7
from app.intake.models import Screening, SealedRow
from app.vault import current_vault, seal_json, unseal_json

BY_HAND: Final = "by_hand"  # why staff put it where it stands, in the summary, beside the reasons that the answers give
PutThere = Literal["raised", "sent_back", "reopened"]
Row = TypeVar("Row", bound=SealedRow)


class Record:
    """Seals and opens the rows of one screening under its key."""

    def __init__(self, screening: Screening, key: bytes) -> None:
        self.screening, self._key = screening, key

    @classmethod
    def create(cls, screening: Screening) -> "Record":
        """Give a new screening its key."""
        new = current_vault().new_record_key()
        screening.wrapped_key = new.wrapped
        return cls(screening, new.plain)

    @classmethod
    def open(cls, screening: Screening) -> "Record":
        """Open the key of a stored screening. Raises vault.Unreadable."""
        return cls(screening, current_vault().open_record_key(screening.wrapped_key))

    @classmethod
    def find(cls, screening_id: str) -> "Record":
        """The same by its id, for what runs by itself. Raises sqlalchemy's NoResultFound, vault.Unreadable."""
        return cls.open(db.session.get_one(Screening, screening_id))

    def set_summary(self, value: dict[str, Any]) -> None:
        """Seal what the queue shows. What staff said there stays until they say something else."""
        kept = {BY_HAND: self.summary().get(BY_HAND)} if self.screening.summary else {}
        self.screening.summary = seal_json(self._key, f"screenings|summary|{self.screening.id}", kept | value)

    def summary(self) -> dict[str, Any]:
        """What the queue shows."""
        value: dict[str, Any] = unseal_json(
            self._key, f"screenings|summary|{self.screening.id}", self.screening.summary
        )
        return value

    def say_why(self, act: PutThere, staff: StaffUser, text: str) -> None:
        """Who put the screening where it stands, and what they wrote; it takes the place of what was said before."""
        self.set_summary({**self.summary(), BY_HAND: {"act": act, "name": staff.name, "text": text}})

    def unsay_why(self) -> None:
        """It does not stand there by that any more."""
        self.set_summary({**self.summary(), BY_HAND: None})

    def add(self, table: type[Row], content: object, **columns: object) -> Row:
        """Add one sealed row."""
        row_id = uuid7()
        sealed = self.seal(table, row_id, content)
        common = {"id": row_id, "screening_id": self.screening.id, "created_at": clock.now(), "sealed": sealed}
        row = table(**common, **columns)
        db.session.add(row)
        db.session.flush()
        return row

    def seal(self, table: type[SealedRow], row_id: uuid.UUID, content: object) -> bytes:
        """Content as a row of this id holds it."""
        return seal_json(self._key, _context(table, row_id), content)

    def content(self, row: SealedRow) -> Any:  # noqa: ANN401 - whatever was sealed
        """What a row of this screening holds. Raises vault.Unreadable."""
        return unseal_json(self._key, _context(type(row), row.id), row.sealed)

    def all(self, table: type[Row]) -> list[tuple[Row, Any]]:
        """Every row of a table that belongs to this screening, oldest first, with its content."""
        rows = db.session.scalars(
            sa.select(table).where(table.screening_id == self.screening.id).order_by(table.created_at, table.id)
        )
        return [(row, self.content(row)) for row in rows]

    def count(self, table: type[Row]) -> int:
        """How many rows of a table belong to this screening."""
        query = sa.select(sa.func.count()).select_from(table).where(table.screening_id == self.screening.id)
        return db.session.scalar(query) or 0


def _context(table: type[SealedRow], row_id: object) -> str:
    return f"{table.__tablename__}|sealed|{row_id}"
