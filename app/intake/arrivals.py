"""What came in after a page of the queue was made."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.models import Screening

OVERLAP = timedelta(minutes=1)  # what is being written while a page is made bears an earlier time than the page


@dataclass(frozen=True)
class Seen:
    """What a page knew: how many open screenings had come in since this moment, a little before it was made."""

    since: datetime
    count: int


def seen_now(staff: StaffUser) -> Seen:
    """What a page knows that is made now. To be asked before its rows are read: better told twice than never."""
    since = datetime.fromtimestamp(int((clock.now() - OVERLAP).timestamp()), UTC)
    return Seen(since, _count(staff, since))


def new_since(seen: Seen, staff: StaffUser) -> int:
    """How many more have come in by now, by sending or by asking for a call."""
    return max(_count(staff, seen.since) - seen.count, 0)


def _count(staff: StaffUser, since: datetime) -> int:
    query = sa.select(sa.func.count()).where(
        Screening.site_id == staff.site_id,
        Screening.closed_at.is_(None),
        sa.or_(Screening.created_at >= since, Screening.sent_at >= since),
    )
    return db.session.scalar(query) or 0
