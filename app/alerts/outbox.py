"""Raising alerts and recording what humans did about them. All in the caller's transaction."""

import uuid
from datetime import datetime

import sqlalchemy as sa

from app.alerts.models import Alert
from app.extensions import db


def raise_alert(site_id: str, screening_id: str, kind: str, level: str, at: datetime) -> Alert:
    """Create the duty. `kind`: flagged or call_asked."""
    alert = Alert(site_id=site_id, screening_id=screening_id, kind=kind, level=level, raised_at=at, next_rung_at=at)
    db.session.add(alert)
    return alert


def mark_seen(screening_id: str, by: uuid.UUID, at: datetime) -> None:
    """A human opened the screening."""
    _mark(screening_id, Alert.seen_at, seen_at=at, seen_by=by)


def take_back_seen(screening_id: str, by: uuid.UUID, since: datetime) -> None:
    """It could not be shown after all, so what this human has seen since then, they have not."""
    taken = sa.update(Alert).where(Alert.screening_id == screening_id, Alert.seen_by == by, Alert.seen_at >= since)
    db.session.execute(taken.values(seen_at=None, seen_by=None))


def mark_acted(screening_id: str, at: datetime) -> None:
    """A human tried to reach the person, or dealt with it otherwise. What was raised after that still waits."""
    acted = sa.update(Alert).where(Alert.screening_id == screening_id, Alert.acted_at.is_(None), Alert.raised_at <= at)
    db.session.execute(acted.values(acted_at=at))


def mark_closed(screening_id: str, at: datetime) -> None:
    """The screening was closed with an outcome; closing is acting."""
    mark_acted(screening_id, at)
    _mark(screening_id, Alert.closed_at, closed_at=at)


def _mark(screening_id: str, unset: sa.orm.InstrumentedAttribute[datetime | None], **values: object) -> None:
    db.session.execute(sa.update(Alert).where(Alert.screening_id == screening_id, unset.is_(None)).values(**values))


def is_waiting(screening_id: str) -> bool:
    """Whether there is an alert of it on which nobody has acted."""
    waits = sa.exists().where(Alert.screening_id == screening_id, Alert.acted_at.is_(None))
    return bool(db.session.scalar(sa.select(waits)))


def unseen(site_id: str) -> set[str]:
    """The screenings with an open alert that no human has seen."""
    return set(db.session.scalars(sa.select(Alert.screening_id).where(*_unseen(site_id))))


def unseen_count(site_id: str) -> int:
    """How many screenings have an open alert that no human has seen."""
    return db.session.scalar(sa.select(sa.func.count(Alert.screening_id.distinct())).where(*_unseen(site_id))) or 0


def _unseen(site_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Alert.site_id == site_id, Alert.seen_at.is_(None), Alert.closed_at.is_(None)
