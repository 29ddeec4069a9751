"""A re-screen is due after whole weeks on the centre's own calendar, on a day on which somebody is in."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.intake.people.rescreens import due_after
from app.sites import parse_hours
from app.sites.calendar import Calendar

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(parse_hours("Mon-Fri 09:00-17:00"), frozenset({date(2026, 12, 25)}), ZONE)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("screened", "weeks", "due"),
    [
        ("2026-11-23T10:00", 2, "2026-12-07T17:00"),
        ("2026-11-23T10:00", 12, "2027-02-15T17:00"),
        ("2026-11-21T10:00", 2, "2026-12-07T17:00"),  # a Saturday: the Monday after
        ("2026-11-27T10:00", 4, "2026-12-28T17:00"),  # a holiday and a week-end: the Monday after
        ("2026-10-18T23:30", 4, "2026-11-16T17:00"),  # over the change of the clocks, late on a Sunday
        ("2026-10-19T00:10", 2, "2026-11-02T17:00"),  # over the change of the clocks, just after midnight
    ],
)
def test_it_is_due_by_the_close_of_that_day_or_of_the_next_working_day(screened: str, weeks: int, due: str) -> None:
    assert due_after(local(screened).astimezone(UTC), weeks, CALENDAR) == local(due)
