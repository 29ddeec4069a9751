"""The table of sessions."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, uuid7


class SessionRow(Base):
    """One session. Who only has this table can neither use a session nor read what is in it."""

    __tablename__ = "sessions"
    __table_args__ = (sa.CheckConstraint("audience IN ('person', 'staff')", name="audience"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    audience: Mapped[str] = mapped_column(sa.String(10))
    user_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    idle_seconds: Mapped[int | None]  # a limit of its own, stricter than its audience's
    payload: Mapped[bytes] = mapped_column(sa.LargeBinary)
