"""The tables of the registers. Nothing in them is about anybody who answered; names of signers are sealed."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7


class LineCheck(Base):
    """Somebody tried a help line and said how it went. Only ever added."""

    __tablename__ = "line_checks"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    line_id: Mapped[str] = mapped_column(sa.String(60), index=True)
    checked_by: Mapped[uuid.UUID]
    checked_on: Mapped[date]
    called: Mapped[bool]
    texted: Mapped[bool]
    answered: Mapped[bool]


class OwnLine(Base):
    """A help line of a centre's own. What it says is never changed: a line that was wrong is switched off."""

    __tablename__ = "own_lines"
    __table_args__ = (sa.CheckConstraint("(off_at IS NULL) = (off_by IS NULL)", name="off_by_somebody"),)

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    about: Mapped[str] = mapped_column(sa.String(200))
    fits: Mapped[str] = mapped_column(sa.String(20))
    hours: Mapped[str] = mapped_column(sa.String(100))
    area: Mapped[str] = mapped_column(sa.String(100))
    languages: Mapped[str] = mapped_column(sa.String(20))
    call: Mapped[str] = mapped_column(sa.String(11))
    text: Mapped[str] = mapped_column(sa.String(11))
    web: Mapped[str] = mapped_column(sa.String(200))
    made_by: Mapped[uuid.UUID]
    made_on: Mapped[date]
    off_at: Mapped[datetime | None]
    off_by: Mapped[uuid.UUID | None]


class SignOff(Base):
    """A clinical lead answered for one part as it then was. Only ever added."""

    __tablename__ = "sign_offs"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    part: Mapped[str] = mapped_column(sa.String(20), index=True)
    digest: Mapped[str] = mapped_column(sa.String(16))
    signed_on: Mapped[date]
    recorded_by: Mapped[uuid.UUID]
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)
