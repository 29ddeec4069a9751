"""The tables of the second factor."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, clock, uuid7
from app.vault import current_vault, seal, unseal


class Factor(Base):
    """Somebody's authenticator: its seed, sealed, and the last step of time whose code was used."""

    __tablename__ = "staff_factors"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_users.id", ondelete="CASCADE"), primary_key=True)
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sealed_seed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def of(cls, user_id: uuid.UUID, seed: str) -> "Factor":
        """A new one, sealed under a key of its own."""
        key = current_vault().new_record_key()
        sealed = seal(key.plain, _context(user_id), seed.encode())
        return cls(user_id=user_id, record_key=key.wrapped, sealed_seed=sealed)

    @property
    def seed(self) -> str:
        """What it shares with the authenticator, in base32. Raises Unreadable."""
        key = current_vault().open_record_key(self.record_key)
        return unseal(key, _context(self.user_id), self.sealed_seed).decode()


class RecoveryCode(Base):
    """One of somebody's codes for the day when the authenticator is lost. Only its keyed mark is kept."""

    __tablename__ = "recovery_codes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), unique=True)
    used_at: Mapped[datetime | None]


def _context(user_id: uuid.UUID) -> str:
    return f"staff_factors|seed|{user_id}"
