"""A day and a time as a form sends them, on the clock of a zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def read_moment(day: str, hour: str, zone: ZoneInfo) -> datetime:
    """The moment of `2026-11-23` and `14:30`. Raises ValueError if either is unclear, or the clocks skip that time.

    Of a time that comes twice, when clocks go back, it is the first.
    """
    wall = datetime.strptime(f"{day} {hour}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - its zone comes with the next line
    at = wall.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != wall:
        raise ValueError("the clocks skip this time")
    return at
