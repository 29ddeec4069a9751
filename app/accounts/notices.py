"""What somebody has to learn of their own account: it stands on their pages until they have read it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import StaffUser
from app.extensions import Base, clock, db, uuid7


class Notice(StrEnum):
    """What there is to learn."""

    NEW_BROWSER = "new_browser"
    MANY_FAILURES = "many_failures"
    SHUT = "shut"
    MANY_CODES = "many_codes"
    CODES_SHUT = "codes_shut"
    PASSWORD = "password"  # noqa: S105 - the word for a change of it
    FACTOR = "factor"
    RECOVERY_USED = "recovery_used"
    PASSKEY_COPIED = "passkey_copied"


class StaffNotice(Base):
    """One of them: for whom, what, since when, and when they read it. Nothing of it is about a person's screening."""

    __tablename__ = "staff_notices"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("staff_users.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


def tell(user: StaffUser, what: Notice) -> None:
    """Let them learn it. In the caller's transaction, so that it stands or falls with what it is about."""
    db.session.add(StaffNotice(id=uuid7(), user_id=user.id, what=what, at=clock.now()))
    db.session.flush()


def unread(user_id: uuid.UUID) -> Sequence[StaffNotice]:
    """What they have not read, the newest first."""
    newest = sa.select(StaffNotice).where(*_unread(user_id)).order_by(StaffNotice.id.desc())
    return db.session.scalars(newest).all()


def count_unread(user_id: uuid.UUID) -> int:
    """How many those are."""
    return db.session.scalar(sa.select(sa.func.count()).where(*_unread(user_id))) or 0


def mark_read(user_id: uuid.UUID, until: uuid.UUID) -> None:
    """They have read this one and those before it. The caller commits."""
    shown = sa.update(StaffNotice).where(*_unread(user_id), StaffNotice.id <= until)
    db.session.execute(shown.values(read_at=clock.now()))


def _unread(user_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return StaffNotice.user_id == user_id, StaffNotice.read_at.is_(None)
