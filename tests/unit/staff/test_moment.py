"""A day and a time as a form sends them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.staff.case.dated_forms import read_moment

NEW_YORK = ZoneInfo("America/New_York")


def test_a_time_is_read_on_the_clock_of_the_site() -> None:
    assert read_moment("2026-11-23", "14:30", NEW_YORK) == datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
    assert read_moment("2027-07-01", "14:30", NEW_YORK) == datetime(2027, 7, 1, 18, 30, tzinfo=UTC)


def test_of_a_time_that_comes_twice_it_is_the_first() -> None:
    assert read_moment("2026-11-01", "01:30", NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour"),
    [("2027-03-14", "02:30"), ("2026-02-30", "10:00"), ("", "10:00"), ("2026-11-23", ""), ("soon", "10:00")],
    ids=["skipped by the clocks", "no such day", "no day", "no time", "a word"],
)
def test_what_is_no_moment_is_refused(day: str, hour: str) -> None:
    with pytest.raises(ValueError, match=r"does not match|out of range|skip|conversion"):
        read_moment(day, hour, NEW_YORK)
