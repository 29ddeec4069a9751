"""The tables of keeping and deleting. Clear: random ids, sites, times, staff, numbers of days. The rest is sealed."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id
from app.intake.models import SealedRow, StaffRow

Wish = Literal["copy", "correction", "deletion"]
WISHES: Final[Mapping[str, Wish]] = {wish: wish for wish in get_args(Wish)}
LEAST_DAYS, MOST_DAYS = 30, 3650  # after closing
LEAST_YEARS, MOST_YEARS = 6, 30  # of what was handed on: the account of disclosures reaches back six (45 CFR 164.528)
ONLY_ROW: Final = 1


class RetentionPolicy(Base):
    """For how long a site keeps screenings, as one colleague proposed it and another agreed. What is in force stays.

    `days`: after a screening was closed. `years`: where it was handed on or the person admitted.
    """

    __tablename__ = "retention_policies"
    __table_args__ = (
        sa.CheckConstraint(f"days BETWEEN {LEAST_DAYS} AND {MOST_DAYS}", name="days"),
        sa.CheckConstraint(f"years BETWEEN {LEAST_YEARS} AND {MOST_YEARS}", name="years"),
        sa.CheckConstraint("(agreed_at IS NULL) = (agreed_by IS NULL)", name="agreed_by_somebody"),
        sa.CheckConstraint("agreed_by IS NULL OR agreed_by != made_by", name="agreed_by_another"),
        sa.Index("ix_retention_policies_site", "site_id", "made_at"),
    )

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    days: Mapped[int]
    years: Mapped[int]
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    agreed_by: Mapped[uuid.UUID | None]
    agreed_at: Mapped[datetime | None]


class RetentionClock(Base):
    """When somebody last looked at the clock, and when what is due was last deleted. One row."""

    __tablename__ = "retention_clock"
    __table_args__ = (sa.CheckConstraint(f"id = {ONLY_ROW}", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY_ROW)
    seen_at: Mapped[datetime]
    ran_at: Mapped[datetime | None]


class Deletion(Base):
    """That something was deleted for good: its random id, what it was and when, so that it stays deleted after an older
    backup was restored.
    """

    __tablename__ = "deletions"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]


class LegalHold(StaffRow, Base):
    """Why a screening must be kept whatever the policy says; `whole_person`: and all that staff linked with it."""

    __tablename__ = "legal_holds"

    whole_person: Mapped[bool]


class HoldEnd(StaffRow, Base):
    """That a hold is over, and why. At most one for each."""

    __tablename__ = "hold_ends"

    hold_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("legal_holds.id"), unique=True)


class RightsRequest(SealedRow, Base):
    """What somebody asks about their own record, in their words. `author_id`: who wrote it down, if staff did."""

    __tablename__ = "rights_requests"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN {get_args(Wish)}", name="kind"),
        sa.Index("ix_rights_requests_site", "site_id", "created_at"),
    )

    site_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[Wish] = mapped_column(sa.String(10))
    author_id: Mapped[uuid.UUID | None]


class RightsAnswer(StaffRow, Base):
    """What staff answered, and why. At most one for each."""

    __tablename__ = "rights_answers"

    request_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("rights_requests.id"), unique=True)
