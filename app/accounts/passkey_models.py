"""The tables of passkeys, and of the questions that are to be answered with one."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, clock, uuid7
from app.vault import Unreadable, current_vault, seal_json, unseal_json


class Passkey(Base):
    """One of somebody's passkeys. What the browser calls it, its public key and its name are sealed.

    `mark`: by which it is found again. `used`: the count that its own chip keeps; 0 for one that several devices share.
    """

    __tablename__ = "passkeys"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), unique=True)
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
    used: Mapped[int] = mapped_column(sa.BigInteger)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    last_used_at: Mapped[datetime | None]

    def seal(self, name: str, credential_id: bytes, public_key: bytes, *, synced: bool) -> None:
        """Keep what it is under a key of its own."""
        key = current_vault().new_record_key()
        what = {"name": name, "id": credential_id.hex(), "public_key": public_key.hex(), "synced": synced}
        self.mark, self.record_key = mark_of(credential_id), key.wrapped
        self.sealed = seal_json(key.plain, self._context, what)

    @property
    def can_be_read(self) -> bool:
        """Whether it opens, and so can be used."""
        try:
            return bool(self._opened)
        except Unreadable:
            return False

    @property
    def name(self) -> str:
        """What its owner calls it. Raises Unreadable, as the others do."""
        return str(self._opened["name"])

    @property
    def credential_id(self) -> bytes:
        """What the browser calls it."""
        return bytes.fromhex(self._opened["id"])

    @property
    def public_key(self) -> bytes:
        """By which its signatures are checked."""
        return bytes.fromhex(self._opened["public_key"])

    @property
    def synced(self) -> bool:
        """Whether it is carried from device to device by whoever keeps it."""
        return bool(self._opened["synced"])

    @cached_property
    def _opened(self) -> dict[str, Any]:
        key = current_vault().open_record_key(self.record_key)
        opened: dict[str, Any] = unseal_json(key, self._context, self.sealed)
        return opened

    @property
    def _context(self) -> str:
        return f"passkeys|sealed|{self.id}"


class PasskeyChallenge(Base):
    """A question that was put to a browser and not answered yet. Only its hash is kept."""

    __tablename__ = "passkey_challenges"

    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


def mark_of(credential_id: bytes) -> bytes:
    """The mark by which a passkey is found."""
    return current_vault().blind_index("passkey", credential_id.hex())
