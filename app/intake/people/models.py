"""The tables of who is the same person, and of the screenings planned for later. Random ids, times and staff alone."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, public_id, uuid7
from app.intake.models import StaffRow

KINDS = ("linked", "merged", "parted", "refused", "undone")
NOT_OVER = sa.text("over_at IS NULL")


class Person(Base):
    """Somebody whom staff know by several screenings, which hold everything else that is known."""

    __tablename__ = "persons"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True, default=public_id)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    created_at: Mapped[datetime]


class PersonAct(Base):
    """Who said of two screenings that they are one person's or not, and when. Only ever added."""

    __tablename__ = "person_acts"
    __table_args__ = (
        sa.CheckConstraint(f"kind IN ({', '.join(repr(kind) for kind in KINDS)})", name="kind"),
        sa.CheckConstraint("(kind = 'undone') = (undoes_id IS NOT NULL)", name="undone_names_an_act"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    kind: Mapped[str] = mapped_column(sa.String(10))
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    other_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    author_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]
    undoes_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("person_acts.id"), unique=True)


class PersonMove(Base):
    """One screening that an act gave to another person, or to nobody, and whose it was before. Only ever added."""

    __tablename__ = "person_moves"

    act_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("person_acts.id"), primary_key=True)
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), primary_key=True, index=True)
    before_id: Mapped[str | None] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    after_id: Mapped[str | None] = mapped_column(sa.ForeignKey("persons.id"), index=True)


class PaperTotal(StaffRow, Base):
    """A total that was added up on paper before, of whoever a screening is of. It goes where its screening goes."""

    __tablename__ = "paper_totals"


class Rescreen(Base):
    """A screening that is to be repeated, counted from this one. It goes where its screening goes.

    `over_at`: when a round saw that it is done or cancelled; until the next round it may be either without it. It keeps
    what is over out of the index, and says nothing else.
    """

    __tablename__ = "rescreens"
    __table_args__ = (
        sa.Index("ix_rescreens_due", "site_id", "due_at", sqlite_where=NOT_OVER, postgresql_where=NOT_OVER),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)
    site_id: Mapped[str] = mapped_column(sa.String(32))
    screening_id: Mapped[str] = mapped_column(sa.ForeignKey("screenings.id"), index=True)
    weeks: Mapped[int]
    due_at: Mapped[datetime]
    author_id: Mapped[uuid.UUID]
    created_at: Mapped[datetime]
    over_at: Mapped[datetime | None]


class RescreenEnd(StaffRow, Base):
    """That a planned screening was done, and as which one, or that it will not be. At most one for each plan.

    A plan that was done as nothing was done as a screening that was deleted since.
    """

    __tablename__ = "rescreen_ends"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('done', 'cancelled')", name="kind"),
        sa.CheckConstraint("kind = 'done' OR done_as_id IS NULL", name="cancelled_as_nothing"),
    )

    rescreen_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("rescreens.id"), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    done_as_id: Mapped[str | None] = mapped_column(sa.ForeignKey("screenings.id"))
