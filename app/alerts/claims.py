"""Which message is tried next, by whom, and what came of it. A worker that dies leaves a lease that runs out."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.activity import record
from app.alerts.models import Alert, Delivery
from app.extensions import clock, db, writing

LEASE: Final = timedelta(seconds=60)  # longer than any try can take
PAUSES: Final = (timedelta(seconds=5), timedelta(seconds=15), timedelta(seconds=60))
REFUSED_PAUSE: Final = timedelta(minutes=15)  # a mail server that is asked every minute about nobody stops listening
_LONGEST_PAUSE: Final = max(*PAUSES, REFUSED_PAUSE)


def claim(channel: str, worker: str, due_by: datetime) -> Delivery | None:
    """Take the message that waits longest, for the length of a lease. None if nothing was due by then."""
    waiting = (
        sa.select(Delivery)
        .outerjoin(Alert, Alert.id == Delivery.alert_id)
        .where(
            Delivery.channel == channel,
            Delivery.delivered_at.is_(None),
            _has_come(Delivery.next_try_at, due_by, _LONGEST_PAUSE),
            Delivery.lease_until.is_(None) | _has_come(Delivery.lease_until, clock.now(), LEASE),
            Alert.seen_at.is_(None),
            Alert.closed_at.is_(None),
        )
    )
    with writing():
        query = waiting.order_by(Delivery.next_try_at).limit(1).with_for_update(skip_locked=True, of=Delivery)
        found = db.session.scalar(query)
        if found:
            found.worker, found.lease_until, found.tries = worker, clock.now() + LEASE, found.tries + 1
    return found


def _has_come(
    moment: InstrumentedAttribute[datetime | None], now: datetime, longest: timedelta
) -> sa.ColumnElement[bool]:
    """Whether it has passed, or lies so far ahead that only a clock that was set back can have put it there."""
    return (moment <= now) | (moment > now + longest)


def mark_delivered(delivery: Delivery, worker: str) -> None:
    """The other side has it. Nothing happens if the lease ran out and somebody else has it in hand."""
    with writing():
        if _let_go(delivery, worker, delivered_at=clock.now(), problem="") and delivery.alert_id:
            subject = ("alert", delivery.alert_id.hex)
            record("alert.delivered", subject=subject, site_id=delivery.site_id, channel=delivery.channel)


def put_off(delivery: Delivery, worker: str, problem: str, *, lasting: bool) -> None:
    """It did not get through: it is tried again, and again."""
    longest = REFUSED_PAUSE if lasting else PAUSES[min(delivery.tries, len(PAUSES)) - 1]
    pause = longest * (0.5 + secrets.randbelow(512) / 1024)  # not all at the same moment
    with writing():
        _let_go(delivery, worker, next_try_at=clock.now() + pause, problem=problem)


def _let_go(delivery: Delivery, worker: str, **values: object) -> bool:
    """Whether it was still in this worker's hand."""
    mine = sa.update(Delivery).where(
        Delivery.id == delivery.id, Delivery.worker == worker, Delivery.delivered_at.is_(None)
    )
    done = db.session.execute(mine.values(worker=None, lease_until=None, **values))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an update has one
