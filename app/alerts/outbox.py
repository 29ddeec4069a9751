"""Raising alerts and recording what humans did about them. All in the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.alerts.deadlines import PRESSING, first_rung_counts_from
from app.alerts.models import Alert, Delivery
from app.extensions import clock, db
from app.sites import site_of

JUST_NOW: Final = timedelta(minutes=1)


def raise_alert(site_id: str, screening_id: str, kind: str, level: str, at: datetime) -> Alert:
    """Create the duty. `kind`: flagged or call_asked. What waited before is as pressing as this."""
    change_level(screening_id, level)
    alert = Alert(site_id=site_id, screening_id=screening_id, kind=kind, level=level, raised_at=at, next_rung_at=at)
    db.session.add(alert)
    return alert


def mark_seen(screening_id: str, by: uuid.UUID, at: datetime) -> None:
    """A human opened the screening: the ladder is left, and climbed again from the bottom if nobody acts in time."""
    for alert in _alerts(screening_id, Alert.seen_at.is_(None)):
        alert.seen_at, alert.seen_by, alert.rungs_climbed = at, by, 0
        alert.next_rung_at = first_rung_counts_from(alert, site_of(alert.site_id))


def take_back_seen(screening_id: str, by: uuid.UUID, since: datetime) -> None:
    """It could not be shown after all, so what this human has seen since then, they have not."""
    for alert in _alerts(screening_id, Alert.seen_by == by, Alert.seen_at >= since):
        alert.seen_at, alert.seen_by, alert.next_rung_at = None, None, clock.now()
        highest = db.session.scalar(sa.select(sa.func.max(Delivery.rung)).where(Delivery.alert_id == alert.id))
        alert.rungs_climbed = 0 if highest is None else highest + 1


def change_level(screening_id: str, level: str) -> None:
    """A human gave the screening another level: whatever nobody has acted on is as pressing as that."""
    _update(screening_id, Alert.acted_at.is_(None), level=level)


def mark_acted(screening_id: str, at: datetime) -> None:
    """A human tried to reach the person, or dealt with it otherwise. What was raised after that still waits.

    Just now is also after what a clock raised that was ahead.
    """
    before = Alert.raised_at <= at
    if at >= clock.now() - JUST_NOW:
        before |= Alert.raised_at > clock.latest()
    _update(screening_id, Alert.acted_at.is_(None), before, acted_at=at)


def mark_closed(screening_id: str, at: datetime) -> None:
    """The screening was closed with an outcome; closing is acting."""
    _update(screening_id, Alert.acted_at.is_(None), acted_at=at)
    _update(screening_id, Alert.closed_at.is_(None), closed_at=at)


def is_waiting(screening_id: str) -> bool:
    """Whether there is an alert of it on which nobody has acted."""
    waits = sa.exists().where(Alert.screening_id == screening_id, Alert.acted_at.is_(None))
    return bool(db.session.scalar(sa.select(waits)))


def unseen(site_id: str) -> set[str]:
    """The screenings with an open alert that no human has seen."""
    return set(db.session.scalars(sa.select(Alert.screening_id).where(*_unseen(site_id))))


def count_unseen_less_pressing(site_id: str) -> int:
    """How many screenings have an open alert that no human has seen, beside those that every page tells of."""
    others = *_unseen(site_id), Alert.level.not_in(sorted(PRESSING))
    return db.session.scalar(sa.select(sa.func.count(Alert.screening_id.distinct())).where(*others)) or 0


def _unseen(site_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Alert.site_id == site_id, Alert.seen_at.is_(None), Alert.closed_at.is_(None)


def _update(screening_id: str, *which: sa.ColumnElement[bool], **values: object) -> None:
    db.session.execute(sa.update(Alert).where(Alert.screening_id == screening_id, *which).values(**values))


def _alerts(screening_id: str, *which: sa.ColumnElement[bool]) -> Sequence[Alert]:
    """Those of a screening, held until the transaction ends, so that nobody climbs with them meanwhile."""
    found = sa.select(Alert).where(Alert.screening_id == screening_id, *which)
    return db.session.scalars(found.order_by(Alert.id).with_for_update()).all()
