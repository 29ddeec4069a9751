"""The tables of how answers come in: unfinished ones, lent devices, links, guesses at codes, marks for finding again.

Clear: random ids, site, level, status, times. The rest is sealed, or a keyed mark from which nobody reads anything.
"""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7
from app.intake.models import LEVELS


class Draft(Base):
    """An unfinished screening. Its key is wrapped only under keys derived from what the person holds.

    After sending it stays for the rest of the person's session, sealed as before, so that they can see their receipt.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        sa.CheckConstraint(f"level IN ({LEVELS})", name="level"),
        sa.CheckConstraint("status IN ('open', 'sent')", name="status"),
        sa.Index("ix_drafts_idle", "site_id", "status", "updated_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    status: Mapped[str] = mapped_column(sa.String(10), default="open")
    level: Mapped[str] = mapped_column(sa.String(10))
    updated_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    key_under_session: Mapped[bytes] = mapped_column(sa.LargeBinary)
    key_under_code: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    code_selector: Mapped[str | None] = mapped_column(sa.String(4), unique=True)
    code_hash: Mapped[str | None] = mapped_column(sa.String(120))
    code_failures: Mapped[int] = mapped_column(default=0)
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)


class WrongTry(Base):
    """A wrong return code, or number of a device, under a mark of the address that lasts a day."""

    __tablename__ = "wrong_tries"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    address_mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class KioskVisit(Base):
    """A device of the centre that staff lend to one person for one screening. Nothing in it says to whom.

    Its number stands here only until it is used, and only as what a slow hash made of it. When a visit that was begun
    ends by itself is known from its session.
    """

    __tablename__ = "kiosk_visits"
    __table_args__ = (
        sa.CheckConstraint("begun_at IS NULL OR number_mark IS NULL", name="number_works_once"),
        sa.CheckConstraint("came_at IS NULL OR asked_at IS NOT NULL", name="came_after_being_asked"),
        sa.Index("ix_kiosk_visits_recent", "site_id", "made_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    sealed_label: Mapped[bytes] = mapped_column(sa.LargeBinary)
    number_mark: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    session_id: Mapped[uuid.UUID | None]
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    came_at: Mapped[datetime | None]


class Invite(Base):
    """A link that begins one screening, once. Of its token only the hash stands here, and the label is sealed.

    `rescreen_id`: the plan it was made for, if any. `screening_id`: what came of it, once answers came.
    """

    __tablename__ = "invites"
    __table_args__ = (
        sa.CheckConstraint("screening_id IS NULL OR used_at IS NOT NULL", name="answers_after_use"),
        sa.CheckConstraint("withdrawn_at IS NULL OR used_at IS NULL", name="used_or_withdrawn"),
        sa.Index("ix_invites_recent", "site_id", "made_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    sealed_label: Mapped[bytes] = mapped_column(sa.LargeBinary)
    rescreen_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    screening_id: Mapped[str | None] = mapped_column(sa.ForeignKey("screenings.id"), unique=True)


class SearchMark(Base):
    """By what a screening is found again: keyed marks of names and number, from which nobody reads either."""

    __tablename__ = "search_marks"

    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), primary_key=True, index=True)
