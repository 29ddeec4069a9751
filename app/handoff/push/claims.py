"""Which record is tried next, by whom, and what came of it. A worker that dies leaves a lease that runs out."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import clock, db, writing
from app.handoff.push.models import FhirPush

LEASE: Final = timedelta(seconds=120)  # longer than any try can take
PAUSES: Final = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
REFUSED_PAUSE: Final = timedelta(hours=1)  # what was refused for good is refused again, until somebody there acts


def claim(worker: str, due_by: datetime) -> FhirPush | None:
    """Take the record that waits longest, for the length of a lease. None if nothing was due by then."""
    waiting = sa.select(FhirPush).where(
        FhirPush.ended_at.is_(None),
        _has_come(FhirPush.next_try_at, due_by, 2 * REFUSED_PAUSE),
        FhirPush.lease_until.is_(None) | _has_come(FhirPush.lease_until, clock.now(), LEASE),
    )
    with writing():
        query = waiting.order_by(FhirPush.next_try_at, FhirPush.id).limit(1).with_for_update(skip_locked=True)
        found = db.session.scalar(query)
        if found:
            found.worker, found.lease_until, found.tries = worker, clock.now() + LEASE, found.tries + 1
    return found


def _has_come(
    moment: InstrumentedAttribute[datetime | None] | InstrumentedAttribute[datetime], now: datetime, longest: timedelta
) -> sa.ColumnElement[bool]:
    """Whether it has passed, or lies so far ahead that only a clock that was set back can have put it there."""
    return (moment <= now) | (moment > now + longest)


def put_off(push: FhirPush, worker: str, problem: str, *, lasting: bool, in_doubt: bool) -> None:
    """It did not arrive, or nobody knows: it is tried again, and again."""
    longest = REFUSED_PAUSE if lasting else PAUSES[min(push.tries, len(PAUSES)) - 1]
    pause = longest * (0.5 + secrets.randbelow(512) / 1024)  # not all at the same moment
    with writing():
        mine = sa.update(FhirPush).where(FhirPush.id == push.id, FhirPush.worker == worker, FhirPush.ended_at.is_(None))
        values = {"worker": None, "lease_until": None, "next_try_at": clock.now() + pause, "problem": problem}
        db.session.execute(mine.values(**values, in_doubt=FhirPush.in_doubt | in_doubt))
