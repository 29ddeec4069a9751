"""What came in after a page of the queue was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.models import Screening
from app.intake.queue.tabs import in_sight
from app.screening import Level

OVERLAP = timedelta(minutes=1)  # what is being written while a page is made bears an earlier time than the page


@dataclass(frozen=True)
class Seen:
    """What a page knew: how many open had come in since this moment, a little before it was made, by level."""

    since: datetime
    counts: Mapping[Level, int]


@dataclass(frozen=True)
class News:
    """How many more came, and of these how many of the most pressing level."""

    count: int
    level: Level
    of_level: int


def seen_now(staff: StaffUser) -> Seen:
    """What a page knows that is made now. To be asked before its rows are read: better told twice than never."""
    since = datetime.fromtimestamp(int((clock.now() - OVERLAP).timestamp()), UTC)
    return Seen(since, _counts(staff, since))


def new_since(seen: Seen, staff: StaffUser) -> News | None:
    """What has come in by now, by sending or by asking for a call; None if nothing."""
    now = _counts(staff, seen.since)
    count = sum(now.values()) - sum(seen.counts.values())
    more = {level: now[level] - seen.counts[level] for level in Level}
    if count <= 0:
        return None
    level = next(level for level in Level if more[level] > 0)
    return News(count, level, min(more[level], count))


def _counts(staff: StaffUser, since: datetime) -> dict[Level, int]:
    """A column for each level: to group by it, SQLite would go through the closed ones in an index of levels."""
    came = sa.or_(Screening.created_at >= since, Screening.sent_at >= since)
    columns = [sa.func.count().filter(Screening.level == level) for level in Level]
    query = sa.select(*columns).where(
        Screening.site_id == staff.site_id, Screening.closed_at.is_(None), in_sight(), came
    )
    return dict(zip(Level, db.session.execute(query).one(), strict=True))
