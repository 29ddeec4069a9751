"""Moments in words, on the site's own clock and in the reader's language. The present moment goes in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.units import format_unit
from flask_babel import gettext as _

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

    @property
    def today(self) -> date:
        """The day at the site."""
        return self.now.astimezone(self.zone).date()

    @staticmethod
    def read(text: str) -> datetime:
        """A stored moment."""
        return datetime.fromisoformat(text)

    def clock(self, at: datetime) -> str:
        """`10:02`."""
        return self._format(at, "HH:mm")

    def exact(self, at: datetime) -> str:
        """`today 10:02`, `yesterday 17:30`, `Fri 20 Nov, 10:02`, with the year when it is another one."""
        match self._days_away(at):
            case -1:
                return _("yesterday %(clock)s", clock=self.clock(at))
            case 0:
                return _("today %(clock)s", clock=self.clock(at))
            case 1:
                return _("tomorrow %(clock)s", clock=self.clock(at))
        return f"{self._date(at)}, {self.clock(at)}"

    def day(self, at: datetime) -> str:
        """`3 Aug 2026`, for what may be long ago."""
        return self._format(at, "d MMM y")

    def on(self, day: date) -> str:
        """The same, of what has no time."""
        return format_date(day, "d MMM y", locale=self.language)

    def ago(self, at: datetime) -> str:
        """How long since."""
        return self.length(self.now - at)

    def target(self, due: datetime) -> Target:
        """`8 minutes past its target`, `due in 12 minutes, by 10:30`, `due today by 17:00`."""
        left = due - self.now
        if left < timedelta():
            return Target(_("%(length)s past its target", length=self.length(-left)), over=True)
        if left < _HOUR:
            words = _("due in %(length)s, by %(clock)s", length=self.length(left), clock=self.clock(due))
            return Target(words, over=False)
        return Target(self._due_later(due), over=False)

    def again(self, at: datetime) -> Target:
        """`Look again by tomorrow 17:00`, and whether that moment has passed."""
        return Target(_("Look again by %(moment)s", moment=self.exact(at)), over=at <= self.now)

    def _due_later(self, due: datetime) -> str:
        match self._days_away(due):
            case 0:
                return _("due today by %(clock)s", clock=self.clock(due))
            case 1:
                return _("due tomorrow by %(clock)s", clock=self.clock(due))
        return _("due %(date)s by %(clock)s", date=self._date(due), clock=self.clock(due))

    def length(self, time: timedelta) -> str:
        """`under a minute`, `12 minutes`, `3 hours`, `2 days`."""
        for least, unit, name in _UNITS:
            if time >= least:
                return format_unit(time // unit, f"duration-{name}", locale=self.language)
        return _("under a minute")

    def _date(self, at: datetime) -> str:
        other_year = at.astimezone(self.zone).year != self.now.astimezone(self.zone).year
        return self._format(at, "EEE d MMM y" if other_year else "EEE d MMM")

    def _days_away(self, at: datetime) -> int:
        return (at.astimezone(self.zone).date() - self.today).days

    def _format(self, at: datetime, pattern: str) -> str:
        return format_datetime(at, pattern, tzinfo=self.zone, locale=self.language)
