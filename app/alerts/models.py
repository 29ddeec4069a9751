"""The alert table. Its rows hold no clinical content: whom it is about is an opaque id, and the level is coarse."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, uuid7


class Alert(Base):
    """One duty: raised, then seen, acted on and closed by a human. It never expires."""

    __tablename__ = "alerts"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('flagged', 'call_asked')", name="kind"),
        sa.CheckConstraint("closed_at IS NULL OR acted_at IS NOT NULL", name="closed_after_acting"),
        sa.Index("ix_alerts_open", "site_id", "closed_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    screening_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    level: Mapped[str] = mapped_column(sa.String(10))
    raised_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[uuid.UUID | None]
    acted_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
