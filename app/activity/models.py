"""The table of the activity log."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.activity import triggers
from app.extensions import Base, uuid7

big_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
type_detail = sa.JSON().with_variant(JSONB(), "postgresql")


class Activity(Base):
    """One act or reading. `mac` covers the row and, through `prev_mac`, every row before it.

    `session_mark`, `request_id`, `source`: of staff and other systems alone, whence they came; a person leaves none.
    """

    __tablename__ = "activity"
    __table_args__ = (
        sa.CheckConstraint("seq > 0", name="seq"),
        sa.Index("ix_activity_subject", "subject_type", "subject_id"),
        sa.Index("ix_activity_site", "site_id", "seq"),
        sa.Index("ix_activity_session", "session_mark", "seq"),
    )

    seq: Mapped[int] = mapped_column(big_number, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[uuid.UUID | None]
    actor_role: Mapped[str] = mapped_column(sa.String(20))
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_type: Mapped[str] = mapped_column(sa.String(30))
    subject_id: Mapped[str] = mapped_column(sa.String(64))
    site_id: Mapped[str | None] = mapped_column(sa.String(40))  # none: of no centre, or from before they were noted
    session_mark: Mapped[str | None] = mapped_column(sa.String(32))
    request_id: Mapped[str | None] = mapped_column(sa.String(16))
    source: Mapped[str | None] = mapped_column(sa.String(45))  # an address of the network, IPv6 at the longest
    detail: Mapped[dict[str, object]] = mapped_column(type_detail)
    prev_mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)


class ActivityCheck(Base):
    """One walk through the whole log: when, and what was found. Not over yet, or broken off, where it has no end."""

    __tablename__ = "activity_checks"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    begun_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    first_bad: Mapped[int | None] = mapped_column(big_number)
    kind: Mapped[str | None] = mapped_column(sa.String(20))


event.listen(Activity.__table__, "after_create", triggers.after_create)
