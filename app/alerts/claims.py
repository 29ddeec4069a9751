"""Which message is tried next, by whom, and what came of it. A worker that dies leaves a lease that runs out."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app.activity import record
from app.alerts.models import Alert, Delivery
from app.alerts.owed import still_owed
from app.alerts.pace import may_go_now
from app.extensions import clock, db, writing

LEASE: Final = timedelta(seconds=60)  # longer than any try can take
PAUSES: Final = (timedelta(seconds=5), timedelta(seconds=15), timedelta(seconds=60))
REFUSED_PAUSE: Final = timedelta(minutes=15)  # a mail server that is asked every minute about nobody stops listening
AT_ONCE: Final = 500  # alerts of which one message speaks
_LONGEST_PAUSE: Final = max(*PAUSES, REFUSED_PAUSE)


def claim(channel: str, worker: str, due_by: datetime, failed: Collection[str] = ()) -> Delivery | None:
    """Take the message that waits longest, for the length of a lease. None if nothing was due by then.

    None of those that `failed` just now: where the clocks of two machines differ, each takes it out of the other's hand
    and what the other put off was not put off.

    Whatever else waits for the same reader is taken with it and goes out as one with it, under its id: whoever floods
    the form neither buries the alert of somebody else nor fills a mailbox. See `pace` for how often.
    """
    due_by = min(due_by, clock.now())  # the clock may have been set back since
    waiting = (
        sa.select(Delivery)
        .outerjoin(Alert, Alert.id == Delivery.alert_id)
        .where(
            Delivery.channel == channel,
            Delivery.id.not_in(failed),
            *still_owed(),
            _has_come(Delivery.next_try_at, due_by, _LONGEST_PAUSE) | _is_new(due_by),
            Delivery.lease_until.is_(None) | _has_come(Delivery.lease_until, clock.now(), LEASE),
        )
        .order_by(Delivery.next_try_at, Delivery.due_at, Delivery.id)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    with writing():
        found = db.session.scalar(waiting.where(may_go_now(clock.now())).limit(1))
        for one in {found, *_same_reader(found, waiting)} if found else ():
            one.worker, one.lease_until, one.tries = worker, clock.now() + LEASE, one.tries + 1
    return found


def _same_reader(found: Delivery, waiting: sa.Select[Delivery]) -> Iterable[Delivery]:
    """What else of alerts waits for whoever reads this one; to a webhook and on trial each goes alone."""
    if not found.alert_id or not found.reader_mark:
        return ()
    alike = waiting.where(Delivery.reader_mark == found.reader_mark, Delivery.alert_id.is_not(None))
    return db.session.scalars(alike.limit(AT_ONCE))


def count_in_hand(delivery: Delivery) -> int:
    """Of how many alerts the message speaks."""
    together = Delivery.worker == delivery.worker, Delivery.reader_mark == delivery.reader_mark
    alerts = sa.select(sa.func.count(Delivery.alert_id.distinct())).where(*together)
    return db.session.scalar(alerts) or 1


def _is_new(due_by: datetime) -> sa.ColumnElement[bool]:
    """What nobody tried or put off is due at once, also where it was owed by a clock that is ahead, or was."""
    came = (Delivery.due_at <= due_by) | (Delivery.due_at > clock.now())
    return came & (Delivery.tries == 0) & (Delivery.next_try_at == Delivery.due_at)


def _has_come(
    moment: InstrumentedAttribute[datetime | None], by: datetime, longest: timedelta
) -> sa.ColumnElement[bool]:
    """Whether it had passed, or lies so far ahead that only a clock that was set back can have put it there."""
    return (moment <= by) | (moment > clock.latest() + longest)


def mark_delivered(delivery: Delivery, worker: str) -> None:
    """The other side has it. Nothing happens if the lease ran out and somebody else has it in hand."""
    now = clock.now()
    with writing():
        for one in _let_go(delivery, worker):
            one.delivered_at, one.problem = now, ""
            if one.alert_id:
                subject = ("alert", one.alert_id.hex)
                record("alert.delivered", subject=subject, site_id=one.site_id, channel=one.channel)


def put_off(delivery: Delivery, worker: str, problem: str, *, lasting: bool) -> None:
    """It did not get through: it is tried again, and again."""
    longest = REFUSED_PAUSE if lasting else PAUSES[min(delivery.tries, len(PAUSES)) - 1]
    pause = longest * (0.5 + secrets.randbelow(512) / 1024)  # not all at the same moment
    with writing():
        for one in _let_go(delivery, worker):
            one.next_try_at, one.problem = clock.now() + pause, problem


def _let_go(delivery: Delivery, worker: str) -> Sequence[Delivery]:
    """Whatever of it was still in this worker's hand, which it now leaves."""
    together = (Delivery.id == delivery.id) | (Delivery.reader_mark == delivery.reader_mark)
    mine = sa.select(Delivery).where(together, Delivery.worker == worker, Delivery.delivered_at.is_(None))
    found = db.session.scalars(mine.with_for_update()).all()
    for one in found:
        one.worker = one.lease_until = None
    return found
