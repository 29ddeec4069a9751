"""The table of records that are sent to the systems of others."""

import uuid
from datetime import datetime
from typing import Final, Literal, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base
from app.intake.models import StaffRow

Ending = Literal["arrived", "withdrawn", "stopped"]
UNDER_WAY: Final = sa.text("ended_at IS NULL")


class FhirPush(StaffRow, Base):
    """One record on its way. Sealed: to whom, to which system, and the record itself until it is over.

    `worker` has it in hand until `lease_until`. `problem`: a word of ours for how the last try failed. `in_doubt`: a
    try broke off where the other side may have taken it. `ending`: it arrived, or its consent ended before it did, or
    staff stopped it.
    """

    __tablename__ = "fhir_pushes"
    __table_args__ = (
        sa.CheckConstraint(f"ending IN {get_args(Ending)}", name="ending"),
        sa.CheckConstraint("(ended_at IS NULL) = (ending IS NULL)", name="ended_somehow"),
        sa.Index("ix_fhir_pushes_owed", "next_try_at", sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
        sa.Index("ix_fhir_pushes_site", "site_id", "created_at"),
        sa.Index(
            "ix_fhir_pushes_under_way",
            *("site_id", "ended_at", "created_at"),
            sqlite_where=UNDER_WAY,
            postgresql_where=UNDER_WAY,
        ),
    )

    site_id: Mapped[str] = mapped_column(sa.String(32))
    consent_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("disclosure_consents.id"), index=True)
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(sa.String(32))
    lease_until: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(sa.String(10))
    problem: Mapped[str] = mapped_column(sa.String(40), default="")
    in_doubt: Mapped[bool] = mapped_column(default=False)
