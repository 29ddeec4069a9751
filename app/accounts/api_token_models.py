"""The table of tokens by which other systems come in."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import N_, Base, public_id, uuid7
from app.vault import current_vault, seal_json, unseal_json

ROLE: Final = N_("api")  # what the activity log calls whoever comes with a token


class ApiToken(Base):
    """A token of one site for one other system. Only its hash is kept; what the system is called is sealed.

    `agreed_at`: when a supervisor agreed to a token that may take copies. `counted_from`, `counted`: how often it was
    used within the minute that began then. `former_hash`: of the secret before this one, which works until then.
    """

    __tablename__ = "api_tokens"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(40), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    former_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    former_until: Mapped[datetime | None]
    scopes: Mapped[str] = mapped_column(sa.String(60))
    record_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sealed_name: Mapped[bytes] = mapped_column(sa.LargeBinary)
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    agreed_by: Mapped[uuid.UUID | None]
    agreed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    counted_from: Mapped[datetime | None]
    counted: Mapped[int] = mapped_column(default=0)

    @property
    def role(self) -> str:
        """As who it stands in the activity log."""
        return ROLE

    def set_name(self, name: str) -> None:
        """Seal what the other system is called, under a key of this row's own."""
        key = current_vault().new_record_key()
        self.record_key, self.sealed_name = key.wrapped, seal_json(key.plain, self._context, name)

    @cached_property
    def name(self) -> str:
        """What the other system is called, as a consent names it. Raises vault.Unreadable."""
        return str(unseal_json(current_vault().open_record_key(self.record_key), self._context, self.sealed_name))

    @property
    def _context(self) -> str:
        return f"api_tokens|name|{self.id}"
