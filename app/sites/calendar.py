"""When somebody is in, and by when that makes an answer due.

Pure: a week, holidays and a time zone go in, moments come out. A day has as many hours as the zone's clock gives it, so
the days on which the clocks change are right by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Final
from zoneinfo import ZoneInfo

from app.sites.hours import WeeklyHours

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Calendar:
    """The opening times of one centre. `week` has at least one span, so every search ends."""

    week: WeeklyHours
    holidays: frozenset[date]
    zone: ZoneInfo

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is in at this moment."""
        opens, _ = next(self._openings(at))
        return opens <= at

    def next_open(self, at: datetime) -> datetime:
        """This moment if somebody is in, else the next one at which somebody comes in."""
        opens, _ = next(self._openings(at))
        return max(opens, at.astimezone(UTC))

    def begins_between(self, since: datetime, until: datetime) -> list[datetime]:
        """When somebody comes in after nobody was there: later than `since`, and by `until`."""
        coming = takewhile(lambda opens: opens <= until, (opens for opens, _ in self._openings(since)))
        return [opens for opens in coming if opens > since and not self.is_open(opens - _MINUTE)]

    def after_open_time(self, since: datetime, wait: timedelta) -> datetime:
        """The moment at which the centre has been open for `wait` since then."""
        since = since.astimezone(UTC)  # sums on a local clock would miss the hour that it skips or repeats
        for opens, closes in self._openings(since):
            begins = max(opens, since)
            if closes - begins >= wait:
                return begins + wait
            wait -= closes - begins
        raise AssertionError("the openings never end")

    def close_of_day(self, at: datetime) -> datetime:
        """When the last one leaves on the working day (in the centre's zone) that this moment lies in."""
        return self._spans(self._local_day(at))[-1][1]

    def close_of_working_day_after(self, since: datetime, count: int) -> datetime:
        """The close of the count-th working day after the day of `since`, which does not count itself."""
        for day in self._days_from(self._local_day(since) + _DAY):
            if spans := self._spans(day):
                count -= 1
                if count == 0:
                    return spans[-1][1]
        raise AssertionError("working days never end")

    def _openings(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every opening that is not over at this moment, in order, without end."""
        for day in self._days_from(self._local_day(at)):
            yield from (span for span in self._spans(day) if span[1] > at)

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.holidays:
            return []
        spans = [(self._moment(day, span.opens), self._moment(day, span.closes)) for span in self.week[day.weekday()]]
        return [(opens, closes) for opens, closes in spans if opens < closes]  # none in an hour that the clock skips

    def _moment(self, day: date, minute: int) -> datetime:
        days, rest = divmod(minute, 24 * 60)
        return datetime.combine(day + days * _DAY, time(rest // 60, rest % 60), self.zone).astimezone(UTC)

    def _local_day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    @staticmethod
    def _days_from(day: date) -> Iterator[date]:
        while True:
            yield day
            day += _DAY
