"""Asking that somebody else looks again at what one person decided, and who may answer."""

from typing import Literal
from uuid import UUID

import sqlalchemy as sa

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.models import Screening, SecondLook

Kind = Literal["closed_alone", "lowered_alone", "sample"]


def ask_second_look(row: Screening, kind: Kind, of_id: UUID, by_id: UUID, asked_id: UUID | None = None) -> None:
    """Put an act on the list of second looks. `of_id`: the row that holds it; `by_id`: who may not be who looks.

    `asked_id`: who was named as the second person, and is asked to confirm it.
    """
    look = SecondLook(screening_id=row.id, site_id=row.site_id, kind=kind, of_id=of_id)
    look.by_id, look.asked_id, look.asked_at = by_id, asked_id, clock.now()
    db.session.add(look)


def takes_any(staff: StaffUser) -> bool:
    """Whether somebody may take any second look of their site, and not only what asks them by name."""
    return staff.role == "supervisor"


def for_staff(staff: StaffUser) -> sa.ColumnElement[bool]:
    """The condition of a second look that is their business."""
    here = SecondLook.site_id == staff.site_id
    return here if takes_any(staff) else here & (SecondLook.asked_id == staff.id)
