"""The figures of the last weeks in words and lengths; what is too small to be shown has neither."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import catalogue
from app.intake.case.close import OUTCOMES
from app.intake.week.figures import Figures
from app.intake.week.small_counts import Cells
from app.screening import Level, rulebook
from app.staff.office.funnel import Funnel, funnel
from app.staff.words.levels import level_marks
from app.staff.words.modes import COUNTED
from app.staff.words.times import Times

FULL: Final = 100  # the width of a bar that is all of it
MOST_ROWS: Final = 10
QUADRANTS: Final = {
    "IV": N_("Mood and use both high"),
    "II": N_("Mood high, use lower"),
    "III": N_("Use high, mood lower"),
    "I": N_("Neither high"),
}


@dataclass(frozen=True)
class Bar:
    """One count: in words, and as long as its share of the longest; no length where the number is not shown."""

    label: str
    count: int | None
    width: int


@dataclass(frozen=True)
class Speed:
    """How soon people of one level were reached."""

    level: Level
    wait: str | None
    met: int | None
    missed: int | None
    width: int


@dataclass(frozen=True)
class WeekPage:
    """Everything on the page."""

    since: str
    speeds: tuple[Speed, ...]
    arrived: tuple[Bar, ...]
    way: Funnel
    modes: tuple[Bar, ...]
    quadrants: tuple[Bar, ...]
    outcomes: tuple[Bar, ...]
    flags: tuple[Bar, ...]
    skipped: tuple[Bar, ...]
    cut: bool


def week_page(found: Figures, times: Times) -> WeekPage:
    """The figures in words and lengths."""
    marks = level_marks()
    reasons = {flag_id: rule.reason for flag_id, rule in rulebook().by_id.items()}
    return WeekPage(
        since=times.exact(found.since),
        speeds=tuple(_speed(level, found, times) for level in Level),
        arrived=_bars(found.arrived, Level, lambda name: marks[Level(name)].word),
        way=funnel(found.way, found.minutes, times),
        modes=_bars(found.modes, COUNTED, lambda name: _(COUNTED[name])),
        quadrants=_bars(found.quadrants, QUADRANTS, lambda name: _(QUADRANTS[name])),
        outcomes=_bars(found.outcomes, OUTCOMES, lambda name: _(OUTCOMES[name])),
        flags=_bars(found.flags, _most(found.flags), lambda name: _(reasons[name]) if name in reasons else name),
        skipped=_bars(found.skipped, _most(found.skipped), lambda name: catalogue().item(name).text),
        cut=found.cut,
    )


def _speed(level: Level, found: Figures, times: Times) -> Speed:
    wait, on_time = found.waits[level], found.on_time[level]
    met, missed = on_time["met"], on_time["missed"]
    width = round(FULL * met / (met + missed)) if met is not None and missed is not None and met + missed else 0
    return Speed(level, times.length(wait) if wait is not None else None, met, missed, width)


def _most(cells: Cells) -> list[str]:
    """The names of the largest cells; those that are hidden come last."""
    return sorted(cells, key=lambda name: (-(cells[name] or 0), name))[:MOST_ROWS]


def _bars(cells: Mapping[str, int | None], order: Iterable[str], word: Callable[[str], str]) -> tuple[Bar, ...]:
    longest = max((count for count in cells.values() if count), default=1)
    names = [str(name) for name in order if name in cells]
    return tuple(Bar(word(name), cells[name], round(FULL * (cells[name] or 0) / longest)) for name in names)
