"""Whether nobody was lost: how long it took from answer to alert, to opening and to speaking, and whom nobody assessed.

For supervisors, who may read every screening of their site: each number is exact, and each person can be opened.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.activity.replica import read_anywhere
from app.alerts.measured import Course, courses_of
from app.extensions import begin_immediate, clock, db
from app.intake.models import Screening
from app.screening import Level

POSITIVE: Final = (Level.IMMINENT, Level.URGENT)
MOST_LISTED: Final = 200
Gap = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Span:
    """One step: for how many it happened, for how many not yet, and the median and the longest of those."""

    happened: int
    pending: int
    median: timedelta | None
    longest: timedelta | None


@dataclass(frozen=True)
class Unassessed:
    """Somebody positive with whom nobody has spoken. `late`: its target has passed, or it was closed so."""

    screening_id: str
    reference: str
    level: Level
    since: datetime
    due_at: datetime
    closed: bool
    late: bool


@dataclass(frozen=True)
class Safety:
    """All of it for one period. `positives`: how many were imminent or urgent; `spoken`: with how many somebody spoke.

    `to_alert`: from the first answer that raised a flag. `to_contact`: from opening it.
    """

    since: datetime
    positives: int
    spoken: int
    to_alert: Span
    to_told: Span
    to_seen: Span
    to_contact: Span
    unassessed: tuple[Unassessed, ...]


def safety(staff: StaffUser, since: datetime) -> Safety:
    """The figures of the staff member's site from a moment on. Reading them is recorded; the caller commits."""
    site_id, now = staff.site_id, clock.now()
    found = read_anywhere(lambda: _worked_out(site_id, since, now))
    begin_immediate()
    record("safety.read", subject=("site", site_id), actor=staff, rows=found.positives)
    return found


def _worked_out(site_id: str, since: datetime, now: datetime) -> Safety:
    rows = _positives(site_id, since)
    courses = courses_of(site_id, since, now + timedelta(microseconds=1))
    pairs = [(row, courses[row.id]) for row in rows if row.id in courses]
    lost = [_unassessed(row, now) for row in rows if row.first_contact_at is None]
    return Safety(
        since=since,
        positives=len(rows),
        spoken=len(rows) - len(lost),
        to_alert=_span(pairs, lambda row, course: (row.waiting_since, course.raised_at)),
        to_told=_span(pairs, lambda _row, course: (course.raised_at, course.told_at)),
        to_seen=_span(pairs, lambda _row, course: (course.raised_at, course.seen_at)),
        to_contact=_span(pairs, lambda row, course: (course.seen_at or course.raised_at, row.first_contact_at)),
        unassessed=tuple(sorted(lost, key=lambda one: (not one.late, one.due_at))[:MOST_LISTED]),
    )


def _positives(site_id: str, since: datetime) -> list[Screening]:
    """Whoever came in since then and stands at such a level now; no drill."""
    which = Screening.site_id == site_id, Screening.created_at >= since, ~Screening.drill
    positive = sa.select(Screening).where(*which, Screening.level.in_(POSITIVE))
    return list(db.session.scalars(positive.order_by(Screening.created_at, Screening.id)))


def _unassessed(row: Screening, now: datetime) -> Unassessed:
    closed = row.closed_at is not None
    late = closed or row.due_at < now
    return Unassessed(row.id, row.reference, Level(row.level), row.waiting_since, row.due_at, closed, late)


def _span(pairs: Iterable[tuple[Screening, Course]], gap: Callable[[Screening, Course], Gap]) -> Span:
    gaps = [gap(row, course) for row, course in pairs]
    took = sorted(end - begin for begin, end in gaps if end is not None)
    middle = timedelta(seconds=median(length.total_seconds() for length in took)) if took else None
    return Span(len(took), len(gaps) - len(took), middle, took[-1] if took else None)
