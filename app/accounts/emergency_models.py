"""The table of emergency accesses."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id
from app.vault import current_vault, seal_json, unseal_json


class EmergencyAccess(Base):
    """One time that a colleague let somebody in whose second factor was not at hand: made, used, looked at afterwards.

    `mark` finds the pass that was given and does not say it. `session_mark` is what the activity log knows the session
    by. What the reviewer wrote is sealed.
    """

    __tablename__ = "emergency_accesses"
    __table_args__ = (sa.Index("ix_emergency_accesses_site", "site_id", "made_at"),)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(40))
    user_id: Mapped[uuid.UUID]
    let_in_by: Mapped[uuid.UUID]
    reason: Mapped[str] = mapped_column(sa.String(20))
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    session_mark: Mapped[str | None] = mapped_column(sa.String(32))
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[uuid.UUID | None]
    verdict: Mapped[str | None] = mapped_column(sa.String(20))
    record_key: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)

    def set_note(self, text: str) -> None:
        """Seal what the reviewer wrote, under a key of this row's own."""
        key = current_vault().new_record_key()
        self.record_key, self.sealed = key.wrapped, seal_json(key.plain, self._context, text)

    @property
    def note(self) -> str:
        """What the reviewer wrote; empty as long as nobody did. Raises vault.Unreadable."""
        if self.record_key is None or self.sealed is None:
            return ""
        return str(unseal_json(current_vault().open_record_key(self.record_key), self._context, self.sealed))

    @property
    def _context(self) -> str:
        return f"emergency_accesses|sealed|{self.id}"
