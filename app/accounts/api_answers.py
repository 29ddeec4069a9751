"""The table of answers that are kept for a day, for whoever did not get one and asks the same once more."""

import uuid
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, delete_rows, uuid7
from app.vault import current_vault, seal, unseal

KEPT: Final = timedelta(hours=24)


class ApiAnswer(Base):
    """What a system was answered when it first used a key of its own. The answer is sealed.

    `request_mark` shows if something else is asked under the same key, and tells nothing about what.
    """

    __tablename__ = "api_answers"
    __table_args__ = (sa.UniqueConstraint("token_id", "key_hash"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    token_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("api_tokens.id", ondelete="CASCADE"))
    key_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    request_mark: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    at: Mapped[datetime] = mapped_column(index=True)
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)

    def set_answer(self, text: str) -> None:
        """Seal it under a key of this row's own."""
        key = current_vault().new_record_key()
        self.record_key, self.sealed = key.wrapped, seal(key.plain, self._context, text.encode())

    @property
    def answer(self) -> bytes:
        """What was answered. Raises vault.Unreadable."""
        return unseal(current_vault().open_record_key(self.record_key), self._context, self.sealed)

    @property
    def _context(self) -> str:
        return f"api_answers|sealed|{self.id}"


def forget_answers(now: datetime) -> int:
    """Delete those of yesterday. Returns how many."""
    return delete_rows(sa.delete(ApiAnswer).where(ApiAnswer.at <= now - KEPT))
