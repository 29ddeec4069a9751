"""What one shift hands to the next: everybody pressing who is still open. Nothing sealed is opened for it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app import alerts
from app.accounts import StaffUser, names_of
from app.extensions import db
from app.intake.models import Screening
from app.intake.place import PRESSING
from app.intake.queue.rows import MOST_PRESSING_FIRST
from app.screening import Level

MOST_ROWS = 200
NOT_TRIED = ("waiting", "claimed")


@dataclass(frozen=True)
class ShiftRow:
    """One open screening. `next_at`: by when somebody is to do something; None if nothing is waited for."""

    id: str
    reference: str
    level: Level
    waiting_since: datetime
    owner: str | None
    tried: bool
    spoken: bool
    next_at: datetime | None
    unseen: bool
    drill: bool


def pressing_cases(staff: StaffUser) -> list[ShiftRow]:
    """Open imminent and urgent screenings of the staff member's site, in the order of the queue."""
    query = (
        sa.select(Screening)
        .where(Screening.site_id == staff.site_id, Screening.closed_at.is_(None), Screening.level.in_(PRESSING))
        .order_by(*MOST_PRESSING_FIRST)
        .limit(MOST_ROWS)
    )
    rows = db.session.scalars(query).all()
    unseen = alerts.unseen(staff.site_id)
    owners = names_of(row.owner_id for row in rows)
    return [_row(row, owners.get(row.owner_id), row.id in unseen) for row in rows]


def _row(row: Screening, owner: str | None, unseen: bool) -> ShiftRow:
    return ShiftRow(
        id=row.id,
        reference=row.reference,
        level=Level(row.level),
        waiting_since=row.waiting_since,
        owner=owner,
        tried=row.status not in NOT_TRIED,
        spoken=row.first_contact_at is not None,
        next_at=_next(row),
        unseen=unseen,
        drill=row.drill,
    )


def _next(row: Screening) -> datetime | None:
    """The target counts until somebody has tried; from then on only what the tries and the tasks ask for."""
    target = row.due_at if row.status in NOT_TRIED else None
    return min(filter(None, [target, row.follow_up_at]), default=None)
