"""Opening hours as an operator writes them: "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 10:00-13:00".

A rule is days and times; rules are parted by semicolons. Times are the centre's own clock; 24:00 is the end of a day.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from app.extensions import N_

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TIMES: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24:00))")
_MIDNIGHT: Final = 24 * 60


class HoursError(ValueError):
    """Opening hours that cannot be read or leave nobody ever in. `text` is for translators, `values` fill it in."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text % values)
        self.text, self.values = text, values


@dataclass(frozen=True)
class Span:
    """From one minute of the day to another; the last one is no longer open."""

    opens: int
    closes: int


WeeklyHours = tuple[tuple[Span, ...], ...]  # seven days, Monday first; the spans of a day in order


def parse_hours(text: str) -> WeeklyHours:
    """Read opening hours. Raises HoursError, one line, if a rule is unclear, spans overlap or there are none."""
    week: list[list[Span]] = [[] for _ in DAYS]
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        days, _, times = rule.partition(" ")
        for day in _days(days, rule):
            week[day] += [_span(part.strip(), rule) for part in times.split(",")]
    if not any(week):
        raise HoursError(N_("no opening hours at all: somebody has to be in at some time"))
    return tuple(_in_order(day, spans) for day, spans in zip(DAYS, week, strict=True))


def _days(text: str, rule: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise HoursError(
                N_("“%(rule)s”: days are Mon, Tue, Wed, Thu, Fri, Sat, Sun, as in Mon-Fri or Mon,Wed"), rule=rule
            )
        start, end = DAYS.index(first), DAYS.index(last or first)
        found += [day % len(DAYS) for day in range(start, end + 1 if end >= start else end + 1 + len(DAYS))]
    return found


def _span(text: str, rule: str) -> Span:
    match = _TIMES.fullmatch(text)
    if not match:
        raise HoursError(N_("“%(rule)s”: times are written like 09:00-17:00"), rule=rule)
    opens = int(match[1]) * 60 + int(match[2])
    closes = _MIDNIGHT if match[5] else int(match[3]) * 60 + int(match[4])
    if closes <= opens:
        raise HoursError(N_("“%(rule)s”: closes before it opens; write hours over midnight as two rules"), rule=rule)
    return Span(opens, closes)


def _in_order(day: str, spans: list[Span]) -> tuple[Span, ...]:
    ordered = sorted(spans, key=lambda span: span.opens)
    for before, after in pairwise(ordered):
        if after.opens < before.closes:
            raise HoursError(N_("hours on %(day)s overlap"), day=day)
    return tuple(ordered)
