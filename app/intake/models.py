"""The tables of a screening and of all that belongs to it.

Clear: random ids, site, level, status, times, owner. The rest is sealed under a key of the screening's own.
"""

import uuid
from datetime import datetime
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7
from app.intake.place import PLACE
from app.screening import Level

LEVELS = ", ".join(f"'{level}'" for level in Level)
STILL_OPEN = sa.text("closed_at IS NULL")
NOT_DONE = sa.text("done_at IS NULL")
LookKind = Literal["closed_alone", "lowered_alone", "sample"]
STATUSES = ("waiting", "claimed", "attempted", "closed")


class Screening(Base):
    """What somebody submitted: by sending it, or by asking for a call.

    `queue_rank` orders by level, a recent attempt first within urgent. `place` is where it stands in the queue before
    any target is looked at, which the database works out. `edition` shows if two people change it at once.
    `first_contact_at`: when somebody first spoke with the person. `follow_up_at`: by when staff are to try or look
    again, which `follow_up.py` alone decides. `drill`: nobody stands behind it, so no figures count it. `suspect`: a
    program may have made it, and nobody of the staff has taken it since.
    """

    __tablename__ = "screenings"
    __table_args__ = (
        sa.CheckConstraint(f"level IN ({LEVELS})", name="level"),
        sa.CheckConstraint(f"status IN ({', '.join(repr(status) for status in STATUSES)})", name="status"),
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_has_a_time"),
        sa.CheckConstraint("status != 'claimed' OR owner_id IS NOT NULL", name="claimed_has_an_owner"),
        sa.Index(
            "ix_screenings_queue",
            *("site_id", "place", "due_at", "waiting_since", "id"),
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        sa.Index("ix_screenings_closed", "site_id", "closed_at", "id"),
        # Every page of the queue counts the open ones: this holds what is counted, and of those only.
        sa.Index(
            "ix_screenings_open",
            *(
                "site_id",
                "closed_at",
                "owner_id",
                "status",
                "follow_up_at",
                "created_at",
                "sent_at",
                "level",
                "suspect",
            ),
            sqlite_where=STILL_OPEN,
            postgresql_where=STILL_OPEN,
        ),
        sa.Index("ix_screenings_level", "site_id", "level", "closed_at"),
        sa.Index("ix_screenings_owner", "owner_id", "closed_at"),
        sa.Index("ix_screenings_arrived", "site_id", "drill", "created_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    draft_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    person_id: Mapped[str | None] = mapped_column(sa.String(32), index=True)
    level: Mapped[str] = mapped_column(sa.String(10))
    queue_rank: Mapped[int]
    place: Mapped[int] = mapped_column(sa.Computed(PLACE, persisted=True))
    status: Mapped[str] = mapped_column(sa.String(10), default="waiting")
    owner_id: Mapped[uuid.UUID | None]
    edition: Mapped[int] = mapped_column(default=1)
    waiting_since: Mapped[datetime]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    first_contact_at: Mapped[datetime | None]
    follow_up_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    drill: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    suspect: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    wrapped_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    summary: Mapped[bytes] = mapped_column(sa.LargeBinary)

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy's own class-level contract

    def wait_anew(self) -> None:
        """Open, and nobody has tried yet: whatever was tried before was about less. Whoever holds it still does."""
        self.status, self.closed_at = "claimed" if self.owner_id else "waiting", None


class SealedRow:
    """Columns of everything that belongs to one screening and is sealed under its key."""

    __tablename__: str

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    created_at: Mapped[datetime]
    sealed: Mapped[bytes] = mapped_column(sa.LargeBinary)


class ScreeningVersion(SealedRow, Base):
    """The answers as they were submitted: by asking for a call, by sending. Never changed."""

    __tablename__ = "screening_versions"
    __table_args__ = (
        sa.UniqueConstraint("screening_id", "number"),
        sa.CheckConstraint("kind IN ('call', 'sent')", name="kind"),
    )

    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(10))


class RiskEventRow(SealedRow, Base):
    """A fact about risk: a rule began to hold, or an answer was changed and it no longer does. Only ever added."""

    __tablename__ = "risk_events"


class Consent(SealedRow, Base):
    """Which consent text the person agreed to, and when."""

    __tablename__ = "consents"


class StaffRow(SealedRow):
    """Columns of what a member of staff wrote about a screening. Only ever added."""

    author_id: Mapped[uuid.UUID]


class Note(StaffRow, Base):
    """A signed note."""

    __tablename__ = "notes"


class ContactAttempt(StaffRow, Base):
    """One try to reach the person, with its outcome."""

    __tablename__ = "contact_attempts"


class Decision(StaffRow, Base):
    """A change of who holds a screening, of its level or its track, or what a second look found, with a reason."""

    __tablename__ = "decisions"


class FollowUp(StaffRow, Base):
    """Something to do later about a screening, until somebody says that it is done."""

    __tablename__ = "follow_ups"
    __table_args__ = (sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),)

    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[uuid.UUID | None]


class Closure(StaffRow, Base):
    """How a screening ended."""

    __tablename__ = "closures"


class SecondLook(Base):
    """An act at which somebody else than its author is to look again. What they found is a sealed Decision.

    `of_id`: the Closure, or the Decision that changed the level. `by_id`: its author. `asked_id`: who was named as the
    second person and is to confirm it.
    """

    __tablename__ = "second_looks"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN {get_args(LookKind)}", name="kind"),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        sa.Index("ix_second_looks_due", "site_id", "done_at", "asked_at"),
        sa.Index("ix_second_looks_drawn", "site_id", "kind", "asked_at"),
        # Every page counts what waits for its reader: this holds what is counted, and of those only.
        sa.Index(
            "ix_second_looks_asked",
            *("asked_id", "site_id", "done_at", "by_id"),
            sqlite_where=NOT_DONE,
            postgresql_where=NOT_DONE,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[LookKind] = mapped_column(sa.String(20))
    of_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    by_id: Mapped[uuid.UUID]
    asked_id: Mapped[uuid.UUID | None]
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[uuid.UUID | None]
