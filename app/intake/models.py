"""The tables of intake. Clear: random ids, site, level, status, times, owner. The rest is sealed by record key."""

import uuid
from datetime import date, datetime
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7
from app.intake.place import PLACE
from app.screening import Level

LEVELS = ", ".join(f"'{level}'" for level in Level)
STILL_OPEN = sa.text("closed_at IS NULL")
LookKind = Literal["closed_alone", "lowered_alone", "sample"]
STATUSES = ("waiting", "claimed", "attempted", "closed")


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


class Screening(Base):
    """What somebody submitted: by sending it, or by asking for a call.

    `queue_rank` orders by level, a recent attempt first within urgent. `place` is where it stands in the queue before
    any target is looked at, which the database works out. `edition` shows if two people change it at once.
    `first_contact_at`: when somebody first spoke with the person. `follow_up_at`: by when staff are to try or look
    again, which `follow_up.py` alone decides. `drill`: nobody stands behind it, so no figures count it.
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
            *("site_id", "closed_at", "owner_id", "status", "follow_up_at", "created_at", "sent_at", "level"),
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
    wrapped_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    summary: Mapped[bytes] = mapped_column(sa.LargeBinary)

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy's own class-level contract

    def wait_anew(self) -> None:
        """Open, and nobody has tried yet: whatever was tried before was about less. Whoever holds it still does."""
        self.status, self.closed_at = "claimed" if self.owner_id else "waiting", None


class Person(Base):
    """Somebody whom staff know by several screenings, which hold everything else that is known."""

    __tablename__ = "persons"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    created_at: Mapped[datetime]


class SearchMark(Base):
    """By what a screening is found again: keyed marks of names and number, from which nobody reads either."""

    __tablename__ = "search_marks"

    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), primary_key=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), primary_key=True, index=True)


class SealedRow:
    """Columns of everything that belongs to one screening and is sealed under its key."""

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


class Tally(Base):
    """How often something happened at a site on one day. Nobody who reads it without the keys learns what, or of whom.

    `mark`: a keyed mark of what is counted. `slot` spreads one count over several rows, so that no row is everybody's.
    """

    __tablename__ = "tallies"
    __table_args__ = (sa.CheckConstraint("n > 0", name="n"),)

    site_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]
