"""Going up the ladder: which messages are owed by now for alerts that nobody has opened, or acted on in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from app.accounts import of_site
from app.activity import record
from app.alerts.deadlines import after, first_rung_counts_from
from app.alerts.ladder import Watch, ladder_of
from app.alerts.models import Alert, Delivery
from app.extensions import clock, db, writing
from app.sites import Site, site_of

AGAIN_AFTER: Final = timedelta(minutes=30)  # the last rung, until somebody opens it, or acts
AT_ONCE: Final = 50  # alerts in one transaction
NEVER_TOLD: Final = (Alert.rungs_climbed == 0) & Alert.seen_at.is_(None)
FASTEST: Final = timedelta(days=1)  # by which a clock is taken for one that was ahead; beyond, this one may be behind


def climb() -> None:
    """Write down every message that is due. Whoever else does so at the same moment takes other alerts."""
    while _some_climbed():
        pass


def climb_by_the_right_clock(further: timedelta = AGAIN_AFTER, *which: sa.ColumnElement[bool]) -> None:
    """After the clock was set back: what goes on so much further ahead goes on no later than by this clock."""
    ahead = sa.select(Alert).where(Alert.acted_at.is_(None), Alert.next_rung_at > clock.now() + further, *which)
    some = ahead.order_by(Alert.id).limit(AT_ONCE).with_for_update()
    done = _all_climb(some)
    while len(done) == AT_ONCE:
        done = _all_climb(some.where(Alert.id > done[-1]))


def _all_climb(which: sa.Select[Alert]) -> list[UUID]:
    now, site = clock.now(), cache(site_of)
    with writing():
        alerts = db.session.scalars(which).all()
        for alert in alerts:
            _climb(alert, site(alert.site_id), now)
        return [alert.id for alert in alerts]


def _some_climbed() -> bool:
    due = sa.select(Alert).where(*_is_due(clock.now())).order_by(Alert.next_rung_at)
    return len(_all_climb(due.limit(AT_ONCE).with_for_update(skip_locked=True))) == AT_ONCE


def _is_due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """By now, or by a clock that is ahead of this one, or was until it was set back: then it is of the future."""
    of_the_future = (Alert.raised_at > now) | (Alert.seen_at > clock.latest())
    near = Alert.next_rung_at <= now + FASTEST  # which an index finds
    return Alert.acted_at.is_(None), near, (Alert.next_rung_at <= now) | of_the_future


def _climb(alert: Alert, site: Site, now: datetime) -> None:
    """Take every rung that is due. After the last one it is taken again and again, counted from now: no burst.

    What was raised or opened in the future was raised or opened now.
    """
    ladder = ladder_of(site)
    alert.raised_at = min(alert.raised_at, now)
    if alert.seen_at and alert.seen_at > clock.latest():
        _opened_now(alert, now)
    again = after(AGAIN_AFTER, now, alert.level, site)
    while ladder:
        if alert.rungs_climbed < len(ladder):
            wait = timedelta(minutes=ladder[alert.rungs_climbed][0].after_minutes)
            alert.next_rung_at = after(wait, first_rung_counts_from(alert, site), alert.level, site)
        elif alert.next_rung_at is not None:
            alert.next_rung_at = min(alert.next_rung_at, again)
        if alert.next_rung_at is None or alert.next_rung_at > now:
            return
        _tell(alert, ladder[min(alert.rungs_climbed, len(ladder) - 1)], site, now)
        alert.rungs_climbed += 1
        alert.next_rung_at = again
    alert.next_rung_at = None


def _opened_now(alert: Alert, now: datetime) -> None:
    """What was due before somebody opened it was due before now: it is of the first climb still."""
    alert.seen_at = now
    later = sa.update(Delivery).where(Delivery.alert_id == alert.id, Delivery.due_at > now)
    db.session.execute(later.values(due_at=now), execution_options={"synchronize_session": False})


def _tell(alert: Alert, watches: Iterable[Watch], site: Site, now: datetime) -> None:
    """Owe everybody of a rung a message, unless they are owed one; the rung is recorded whatever becomes of these."""
    told = recipients(watches, site, now)
    owed = _still_owed(alert)
    for channel, to in told:
        delivery = Delivery.owed(site.id, channel, to, now)
        delivery.alert_id, delivery.rung = alert.id, alert.rungs_climbed
        if (channel, delivery.reader_mark) not in owed:
            db.session.add(delivery)
    rung, opened = alert.rungs_climbed + 1, alert.seen_at is not None
    subject = ("alert", alert.id.hex)
    record("alert.climbed", subject=subject, site_id=site.id, rung=rung, count=len(told), opened=opened)


def _still_owed(alert: Alert) -> set[tuple[str, bytes | None]]:
    """To whom a message of this climb has not got through yet: nobody is told five times because of an outage.

    As `owed.of_this_climb` has it, or one would wait for a message that nobody sends.
    """
    of_this_climb = Delivery.due_at > alert.seen_at if alert.seen_at else Delivery.due_at >= alert.raised_at
    of_it = sa.select(Delivery.channel, Delivery.reader_mark).where(
        Delivery.alert_id == alert.id, Delivery.delivered_at.is_(None), of_this_climb
    )
    return {(channel, mark) for channel, mark in db.session.execute(of_it)}


def recipients(watches: Iterable[Watch], site: Site, at: datetime) -> list[tuple[str, str]]:
    """Whom a rung tells: those on duty, or all of them if nobody is. Each once, as channel and address."""
    watches = tuple(watches)
    on_duty = [watch for watch in watches if watch.is_on_duty(site, at)] or watches
    return list(dict.fromkeys(found for watch in on_duty for found in _told_by(watch, site)))


def _told_by(watch: Watch, site: Site) -> Iterable[tuple[str, str]]:
    here = of_site(site.id) if watch.staff else ()
    staff = [user.email for user in here if user.works_on_cases and user.is_active and user.can_be_read]
    yield from (("mail", address.lower()) for address in (*staff, *(one.address for one in watch.mail)))
    if watch.webhook:
        yield "webhook", ""
