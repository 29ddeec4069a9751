"""Moments in words, on the site's own clock and in the reader's language. The present moment goes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.units import format_unit
from flask_babel import gettext

from app.extensions import N_

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
# From this length on, a time is counted in this unit: 47 hours are 47 hours, 48 are 2 days.
_UNITS: Final = ((2 * _DAY, _DAY, "day"), (_HOUR, _HOUR, "hour"), (_MINUTE, _MINUTE, "minute"))


class Target(NamedTuple):
    """By when a human should have acted, in words; `over` when that moment has passed."""

    words: str
    over: bool


@dataclass(frozen=True)
class Times:
    """Words for moments, seen from `now`."""

    now: datetime
    zone_name: str
    language: str = "en"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return ZoneInfo(self.zone_name)

    @cached_property
    def today(self) -> date:
        """The day at the site."""
        return self._day(self.now)

    @staticmethod
    def read(text: str) -> datetime:
        """A stored moment."""
        return datetime.fromisoformat(text)

    def clock(self, at: datetime) -> str:
        """`10:02`, the same in every language."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def exact(self, at: datetime) -> str:
        """`today 10:02`, `yesterday 17:30`, `Fri 20 Nov, 10:02`, with the year when it is another one."""
        match self._days_away(at):
            case -1:
                return self._say(N_("yesterday %(clock)s"), clock=self.clock(at))
            case 0:
                return self._say(N_("today %(clock)s"), clock=self.clock(at))
            case 1:
                return self._say(N_("tomorrow %(clock)s"), clock=self.clock(at))
        return f"{self._date(at)}, {self.clock(at)}"

    def day(self, at: datetime) -> str:
        """`3 Aug 2026`, for what may be long ago."""
        return self.on(self._day(at))

    def on(self, day: date) -> str:
        """The same, of what has no time."""
        return self._dated(day, "d MMM y")

    def ago(self, at: datetime) -> str:
        """How long since."""
        return self.length(self.now - at)

    def target(self, due: datetime) -> Target:
        """`8 minutes past its target`, `due in 12 minutes, by 10:30`, `due today by 17:00`."""
        left = due - self.now
        if left < timedelta():
            return Target(self._say(N_("%(length)s past its target"), length=self.length(-left)), over=True)
        if left < _HOUR:
            words = self._say(N_("due in %(length)s, by %(clock)s"), length=self.length(left), clock=self.clock(due))
            return Target(words, over=False)
        return Target(self._due_later(due), over=False)

    def again(self, at: datetime) -> Target:
        """`Look again by tomorrow 17:00`, and whether that moment has passed."""
        return Target(self._say(N_("Look again by %(moment)s"), moment=self.exact(at)), over=at <= self.now)

    def _due_later(self, due: datetime) -> str:
        match self._days_away(due):
            case 0:
                return self._say(N_("due today by %(clock)s"), clock=self.clock(due))
            case 1:
                return self._say(N_("due tomorrow by %(clock)s"), clock=self.clock(due))
        return self._say(N_("due %(date)s by %(clock)s"), date=self._date(due), clock=self.clock(due))

    def length(self, time: timedelta) -> str:
        """`under a minute`, `12 minutes`, `3 hours`, `2 days`."""
        for least, unit, name in _UNITS:
            if time >= least:
                return self._counted(time // unit, f"duration-{name}")
        return self._say(N_("under a minute"))

    def _date(self, at: datetime) -> str:
        day = self._day(at)
        return self._dated(day, "EEE d MMM" if day.year == self.today.year else "EEE d MMM y")

    def _days_away(self, at: datetime) -> int:
        return (self._day(at) - self.today).days

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _say(self, sentence: str, **filled: str) -> str:
        return self._said(sentence) % filled

    @cached_property
    def _said(self) -> Callable[[str], str]:
        """A sentence of ours. A page says few, of few days and lengths, in many rows: each is put into words once."""
        return cache(gettext)

    @cached_property
    def _dated(self) -> Callable[[date, str], str]:
        """A day by a pattern."""
        return cache(partial(format_date, locale=self.language))

    @cached_property
    def _counted(self) -> Callable[[int, str], str]:
        """So many of a unit."""
        return cache(partial(format_unit, locale=self.language))
