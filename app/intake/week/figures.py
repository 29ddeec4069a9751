"""What the last weeks were like, counted: how soon people were reached, how far they came, what was raised.

Nothing here is about one person: no number from one to four leaves this module. Nothing sealed is opened for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.activity.replica import read_anywhere
from app.extensions import begin_immediate, clock, db
from app.instruments import catalogue
from app.intake import tallies
from app.intake.case.close import OUTCOMES
from app.intake.draft_state import OWN_MODES, STAFF_MODES
from app.intake.models import Screening
from app.intake.progress import MOST_MINUTES
from app.intake.week.small_counts import LEAST, Cells, from_least, shares, stairs
from app.screening import Level, plan, rulebook
from app.sites import site_of

MOST_READ: Final = 20_000  # screenings; the newest, if there were more
BEGAN, SENT, BY_THEMSELVES = "began", "sent", "own"

Row = sa.Row[str, datetime, datetime, datetime | None]  # level, waiting_since, due_at, first_contact_at


@dataclass(frozen=True)
class Figures:
    """The counts of a period. `waits` and `on_time` are by level; a median stands there only for five and more.

    `way`: how far those came who answered by themselves, from beginning to sending. `minutes`: the median
    of each part, for five and more. `modes`: how answers came in.
    """

    since: datetime
    arrived: Cells
    waits: dict[str, timedelta | None]
    on_time: dict[str, Cells]
    way: Cells
    minutes: dict[str, float | None]
    modes: Cells
    quadrants: Cells
    outcomes: Cells
    flags: Cells
    skipped: Cells
    cut: bool


def figures(staff: StaffUser, weeks: int) -> Figures:
    """The figures of the staff member's site, up to the last midnight: nobody can watch what one person changes by
    sending. Reading them is recorded, in the caller's transaction.
    """
    of = staff.site_id, *_period(staff, weeks)
    rows, told = read_anywhere(lambda: (_rows(*of), _Told(*of)))
    begin_immediate()
    record("week.read", subject=("site", staff.site_id), actor=staff, rows=len(rows))
    of_level = {level: [row for row in rows if row.level == level] for level in Level}
    way, modes = told.way_and_modes()
    return Figures(
        since=of[1],
        arrived=shares({level: len(found) for level, found in of_level.items()}),
        waits={level: _median_wait(found) for level, found in of_level.items()},
        on_time={level: _on_time(found, clock.now()) for level, found in of_level.items()},
        way=way,
        minutes={part: told.median_minutes(part) for part in plan().file.parts},
        modes=modes,
        quadrants=shares(told.of("quadrant", [rule.id for rule in rulebook().interplay.quadrants])),
        outcomes=shares(told.of("outcome", OUTCOMES)),
        flags=from_least(told.of("flag", rulebook().by_id)),
        skipped=from_least(told.of("skipped", catalogue().items)),
        cut=len(rows) == MOST_READ,
    )


def _period(staff: StaffUser, weeks: int) -> tuple[datetime, datetime]:
    """From the beginning of a day to that of today, because tallies know days."""
    site = site_of(staff.site_id)
    today = site.day_of(clock.now())
    first, last = (
        datetime.combine(day, time.min, ZoneInfo(site.zone)) for day in (today - timedelta(weeks=weeks), today)
    )
    return first, last


def _rows(site_id: str, since: datetime, until: datetime) -> Sequence[Row]:
    columns = Screening.level, Screening.waiting_since, Screening.due_at, Screening.first_contact_at
    within = Screening.created_at >= since, Screening.created_at < until
    arrived = Screening.site_id == site_id, *within, ~Screening.drill
    return db.session.execute(
        sa.select(*columns).where(*arrived).order_by(Screening.created_at.desc()).limit(MOST_READ)
    ).all()


class _Told:
    """What the tallies tell of a period."""

    def __init__(self, site_id: str, since: datetime, until: datetime) -> None:
        self.total = tallies.totals(site_id, since.date(), until.date())

    def of(self, kind: str, names: Iterable[str]) -> Counter[str]:
        """How often each of these was counted, with a nought for whatever was not."""
        return Counter({name: self.total(f"{kind} {name}") for name in names})

    def way_and_modes(self) -> tuple[Cells, Cells]:
        """The steps of those who answered by themselves, and who sent in which way: each must not betray the other."""
        parts = {part: self._own(f"part {part}") for part in plan().file.parts}
        way = stairs({BEGAN: self._own(BEGAN), **parts, SENT: self._own(SENT)})
        own = sum(self.of(SENT, OWN_MODES).values())
        modes = shares({BY_THEMSELVES: own, **self.of(SENT, STAFF_MODES)})
        if None in (way[SENT], modes[BY_THEMSELVES]):
            return {**way, SENT: None}, {**modes, BY_THEMSELVES: None}
        return way, modes

    def median_minutes(self, part: str) -> float | None:
        """How long a part took those who came to the next one."""
        found = [int(length) for length in self.of(f"minutes {part}", map(str, range(MOST_MINUTES + 1))).elements()]
        return median(found) if len(found) >= LEAST else None

    def _own(self, kind: str) -> int:
        return self.of(kind, OWN_MODES).total()


def _median_wait(rows: Iterable[Row]) -> timedelta | None:
    """From the first answer that raised a flag, or else from sending, until somebody spoke with the person."""
    waits = [(row.first_contact_at - row.waiting_since).total_seconds() for row in rows if row.first_contact_at]
    return timedelta(seconds=median(waits)) if len(waits) >= LEAST else None


def _on_time(rows: Iterable[Row], now: datetime) -> Cells:
    """Who was reached by the target, and who was not; whoever may still be reached in time is neither."""
    found = Counter({"met": 0, "missed": 0})
    for row in rows:
        if row.first_contact_at and row.first_contact_at <= row.due_at:
            found["met"] += 1
        elif row.first_contact_at or now > row.due_at:
            found["missed"] += 1
    return shares(found)
