"""What the last weeks were like, counted: how soon people were reached, what was raised, what was left out.

Nothing here is about one person: no number from one to four leaves this module.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, clock, db
from app.instruments import SKIP
from app.intake.models import Closure, Screening, ScreeningVersion
from app.intake.records import Record
from app.screening import Level
from app.vault import Unreadable

LEAST: Final = 5
MOST_READ: Final = 2000  # screenings; the newest, if there were more

Cells = dict[str, int | None]  # None: from one to four, or kept back so that another such number cannot be worked out


@dataclass(frozen=True)
class Figures:
    """The counts of a period. `waits` and `on_time` are by level; a median stands there only for five and more."""

    since: datetime
    arrived: Cells
    waits: dict[str, timedelta | None]
    on_time: dict[str, Cells]
    quadrants: Cells
    outcomes: Cells
    flags: Cells
    skipped: Cells
    unreadable: int
    cut: bool


@dataclass
class _Contents:
    """What stands inside the seals, counted."""

    quadrants: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    def add(self, row: Screening) -> None:
        """Count one screening as it was last handed over."""
        try:
            sealed = Record.open(row)
            latest = sealed.all(ScreeningVersion)[-1][1]
            closures = [content for _, content in sealed.all(Closure)]
        except Unreadable:
            self.unreadable += 1
            return
        self.quadrants[latest["outcome"]["quadrant"]] += 1
        self.flags.update({flag["id"] for flag in latest["outcome"]["flags"]})
        self.skipped.update(_skipped(latest))
        self.outcomes.update(closure["outcome"] for closure in closures[-1:])


def figures(staff: StaffUser, since: datetime) -> Figures:
    """The figures of the staff member's site since a moment. Reading them is recorded, in the caller's transaction."""
    begin_immediate()
    arrived = Screening.site_id == staff.site_id, Screening.created_at >= since, ~Screening.drill
    query = sa.select(Screening).where(*arrived).order_by(Screening.created_at.desc()).limit(MOST_READ)
    rows = db.session.scalars(query).all()
    contents = _Contents()
    for row in rows:
        contents.add(row)
    record("week.read", subject=("site", staff.site_id), actor=staff, rows=len(rows))
    now = clock.now()
    return Figures(
        since=since,
        arrived=shares({level: sum(row.level == level for row in rows) for level in Level}),
        waits={level: _median_wait(row for row in rows if row.level == level) for level in Level},
        on_time={level: _on_time((row for row in rows if row.level == level), now) for level in Level},
        quadrants=shares(contents.quadrants),
        outcomes=shares(contents.outcomes),
        flags=counts(contents.flags),
        skipped=counts(contents.skipped),
        unreadable=contents.unreadable,
        cut=len(rows) == MOST_READ,
    )


def counts(found: Mapping[str, int]) -> Cells:
    """Cells that do not add up to anything: each small one is hidden by itself."""
    return {name: None if 0 < count < LEAST else count for name, count in found.items()}


def shares(found: Mapping[str, int]) -> Cells:
    """Cells that add up to a total: if just one is hidden, the smallest other one goes with it."""
    cells = counts(found)
    hidden = [name for name, count in cells.items() if count is None]
    others = {name: count for name, count in cells.items() if count}
    if len(hidden) == 1 and others:
        cells[min(others, key=lambda name: others[name])] = None
    return cells


def _skipped(latest: Mapping[str, Any]) -> Iterable[str]:
    on_path = frozenset(latest["on_path"])
    return {link_id for link_id, answer in latest["answers"].items() if answer == SKIP and link_id in on_path}


def _median_wait(rows: Iterable[Screening]) -> timedelta | None:
    """From the first answer that raised a flag, or else from sending, until somebody spoke with the person."""
    waits = [(row.first_contact_at - row.waiting_since).total_seconds() for row in rows if row.first_contact_at]
    return timedelta(seconds=median(waits)) if len(waits) >= LEAST else None


def _on_time(rows: Iterable[Screening], now: datetime) -> Cells:
    """Who was reached by the target, and who was not; whoever may still be reached in time is neither."""
    found = Counter({"met": 0, "missed": 0})
    for row in rows:
        if row.first_contact_at and row.first_contact_at <= row.due_at:
            found["met"] += 1
        elif row.first_contact_at or now > row.due_at:
            found["missed"] += 1
    return shares(found)
