"""The daily walk through the log: whether it is time for one, and what the last one found."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.activity.models import Activity, ActivityCheck
from app.activity.verify import Fault, Kind
from app.extensions import clock, db, uuid7, writing

EVERY: Final = timedelta(days=1)
TAKES_AT_MOST: Final = timedelta(hours=1)  # whoever has not ended by then broke off
KEPT: Final = timedelta(days=90)


def check_if_due(walk: Callable[[], Fault | None]) -> Fault | None:
    """Walk through the log unless somebody did so lately, and write down what was found. Commits."""
    own_id = _take()
    if own_id is None:
        return None
    fault = walk()
    db.session.rollback()
    with writing():
        check = db.session.get_one(ActivityCheck, own_id)
        check.ended_at = clock.now()
        check.first_bad, check.kind = (fault.seq, fault.kind.value) if fault else (None, None)
    return fault


def _take() -> uuid.UUID | None:
    """Begin one, so that nobody else does; None if none is due."""
    now = clock.now()
    lately = sa.or_(
        ActivityCheck.ended_at.is_not(None) & ActivityCheck.begun_at.between(now - EVERY, now),
        ActivityCheck.ended_at.is_(None) & ActivityCheck.begun_at.between(now - TAKES_AT_MOST, now),
    )
    with writing():
        if db.session.scalar(sa.select(sa.exists().where(lately))):
            return None
        db.session.execute(sa.delete(ActivityCheck).where(ActivityCheck.begun_at < now - KEPT))
        check = ActivityCheck(id=uuid7(), begun_at=now)
        db.session.add(check)
    return check.id


def last_check() -> ActivityCheck | None:
    """The newest one that came to an end. None that was begun while the clock was ahead hides what is found later."""
    ended = sa.select(ActivityCheck).where(
        ActivityCheck.ended_at.is_not(None), ActivityCheck.begun_at <= clock.latest()
    )
    return db.session.scalars(ended.order_by(ActivityCheck.begun_at.desc()).limit(1)).first()


def last_fault() -> Fault | None:
    """What it found."""
    found = last_check()
    return Fault(found.first_bad or 0, Kind(found.kind)) if found and found.kind else None


def is_overdue() -> bool:
    """Whether there is a log that goes back further than two days, and nobody checked it in that time."""
    since = clock.now() - 2 * EVERY
    begun = db.session.scalar(sa.select(Activity.at).order_by(Activity.seq).limit(1))
    last = last_check()
    return begun is not None and begun < since and (last is None or last.begun_at < since)
