"""Moments in words, on the site's own clock. Pure: the present moment goes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class Target(NamedTuple):
    """By when a human should have acted, in words; `over` when that moment has passed."""

    words: str
    over: bool


@dataclass(frozen=True)
class Times:
    """Words for moments, seen from `now`."""

    now: datetime
    zone_name: str

    @cached_property
    def zone(self) -> ZoneInfo:
        """The site's zone."""
        return ZoneInfo(self.zone_name)

    @staticmethod
    def read(text: str) -> datetime:
        """A stored moment."""
        return datetime.fromisoformat(text)

    def clock(self, at: datetime) -> str:
        """`10:02`."""
        return at.astimezone(self.zone).strftime("%H:%M")

    def exact(self, at: datetime) -> str:
        """`today 10:02`, `yesterday 17:30`, `Fri 20 Nov, 10:02`, with the year when it is another one."""
        return f"{self._day(at)} {self.clock(at)}" if self._is_near(at) else f"{self._day(at)}, {self.clock(at)}"

    def ago(self, at: datetime) -> str:
        """How long since: `under a minute`, `12 minutes`, `3 hours`, `2 days`."""
        return _length(self.now - at)

    def target(self, due: datetime) -> Target:
        """`8 minutes past its target`, `due in 12 minutes, by 10:30`, `due today by 17:00`."""
        left = due - self.now
        if left < timedelta():
            return Target(f"{_length(-left)} past its target", over=True)
        if left < _HOUR:
            return Target(f"due in {_length(left)}, by {self.clock(due)}", over=False)
        return Target(f"due {self._day(due)} by {self.clock(due)}", over=False)

    def _is_near(self, at: datetime) -> bool:
        return abs(self._days_away(at)) <= 1

    def _day(self, at: datetime) -> str:
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
        local = at.astimezone(self.zone)
        other_year = local.year != self.now.astimezone(self.zone).year
        return near.get(self._days_away(at)) or local.strftime("%a %-d %b %Y" if other_year else "%a %-d %b")

    def _days_away(self, at: datetime) -> int:
        return (at.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()).days


def _length(time: timedelta) -> str:
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (timedelta(minutes=1), "minute")):
        if time >= (2 * unit if unit == _DAY else unit):
            count = time // unit
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "under a minute"
