"""By when a human should have acted. Times are those on the wall of the clinic, in New York unless said otherwise."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.sites import Site

NEW_YORK = ZoneInfo("America/New_York")
THANKSGIVING = date(2026, 11, 26)
CHRISTMAS = date(2026, 12, 25)


def clinic(hours: str = "Mon-Fri 09:00-17:00; Sat 10:00-13:00", *holidays: date) -> Site:
    return Site("default", "Clinic", "America/New_York", "", hours, frozenset(holidays))


def wall(text: str, fold: int = 0) -> datetime:
    """ "2026-11-23 09:00" on the clinic's clock."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK, fold=fold)


@pytest.mark.parametrize(
    ("level", "since", "due"),
    [
        # Monday 23 November 2026, in the middle of the day
        ("imminent", "2026-11-23 10:00", "2026-11-23 10:30"),
        ("urgent", "2026-11-23 10:00", "2026-11-23 17:00"),
        ("elevated", "2026-11-23 10:00", "2026-11-24 17:00"),
        ("routine", "2026-11-23 10:00", "2026-11-26 17:00"),
        # the same evening: somebody is next in on Tuesday
        ("imminent", "2026-11-23 20:00", "2026-11-24 09:30"),
        ("urgent", "2026-11-23 20:00", "2026-11-24 17:00"),
        ("elevated", "2026-11-23 20:00", "2026-11-24 17:00"),
        ("routine", "2026-11-23 20:00", "2026-11-26 17:00"),
        # before opening
        ("imminent", "2026-11-23 03:00", "2026-11-23 09:30"),
        ("urgent", "2026-11-23 03:00", "2026-11-23 17:00"),
        # ten minutes before closing: by the close of this day, and not tomorrow
        ("imminent", "2026-11-23 16:50", "2026-11-23 17:00"),
        ("urgent", "2026-11-23 16:50", "2026-11-23 17:00"),
        # exactly at opening, and exactly at closing
        ("imminent", "2026-11-23 09:00", "2026-11-23 09:30"),
        ("imminent", "2026-11-23 17:00", "2026-11-24 09:30"),
        # over the weekend: Saturday counts, Sunday does not
        ("urgent", "2026-11-20 18:00", "2026-11-21 13:00"),
        ("imminent", "2026-11-21 14:00", "2026-11-23 09:30"),
        ("urgent", "2026-11-21 14:00", "2026-11-23 17:00"),
        ("elevated", "2026-11-20 10:00", "2026-11-21 13:00"),
        ("routine", "2026-11-20 10:00", "2026-11-24 17:00"),
    ],
)
def test_each_level_is_due_when_the_rules_say(level: str, since: str, due: str) -> None:
    assert clinic().due(level, wall(since)) == wall(due)


@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("imminent", "2026-11-27 09:30"),
        ("urgent", "2026-11-27 17:00"),
        ("elevated", "2026-11-27 17:00"),
        ("routine", "2026-11-30 17:00"),
    ],
)
def test_a_holiday_is_not_a_working_day(level: str, due: str) -> None:
    since = wall("2026-11-25 18:00")  # the evening before Thanksgiving
    assert clinic("Mon-Fri 09:00-17:00; Sat 10:00-13:00", THANKSGIVING).due(level, since) == wall(due)


def test_a_week_that_is_all_holidays_is_passed_over() -> None:
    week = [date(2026, 12, day) for day in range(21, 32)]
    assert clinic("Mon-Fri 09:00-17:00", *week).next_open(wall("2026-12-21 08:00")) == wall("2027-01-01 09:00")


def test_on_a_holiday_nobody_is_in() -> None:
    assert not clinic("Mon-Fri 09:00-17:00", CHRISTMAS).is_open(wall("2026-12-25 12:00"))
    assert clinic("Mon-Fri 09:00-17:00").is_open(wall("2026-12-25 12:00"))


def test_a_lunch_break_does_not_count_into_the_half_hour() -> None:
    assert clinic("Mon 09:00-12:00, 13:00-17:00").due("imminent", wall("2026-11-23 11:50")) == wall("2026-11-23 13:20")


@pytest.mark.parametrize(
    ("since", "due"),
    [
        ("2026-03-07 18:00", "2026-03-08 09:30"),  # the night in which clocks go forward
        ("2026-03-08 10:00", "2026-03-08 10:30"),
        ("2026-10-31 18:00", "2026-11-01 09:30"),  # the night in which they go back
        ("2026-11-01 10:00", "2026-11-01 10:30"),
    ],
)
def test_opening_stays_at_nine_when_the_clocks_change(since: str, due: str) -> None:
    assert clinic("Mon-Sun 09:00-17:00").due("imminent", wall(since)) == wall(due)


def test_half_an_hour_is_half_an_hour_across_the_missing_and_the_doubled_hour() -> None:
    always = clinic("Mon-Sun 00:00-24:00")
    assert always.due("imminent", wall("2026-03-08 01:45")) - wall("2026-03-08 01:45").astimezone(UTC) == timedelta(
        minutes=30
    )
    last = wall("2026-11-01 01:45", fold=1).astimezone(UTC)
    assert always.due("imminent", last) - last == timedelta(minutes=30)


def test_a_day_on_which_clocks_go_back_has_twenty_five_hours() -> None:
    always = clinic("Mon-Sun 00:00-24:00")
    midnight = wall("2026-11-01 00:00")
    assert always.due("urgent", midnight) - midnight.astimezone(UTC) == timedelta(hours=25)


def test_hours_that_a_day_skips_are_not_promised() -> None:
    night = clinic("Sun 02:30-03:00; Mon 09:00-17:00")
    assert night.next_open(wall("2026-03-01 00:00")) == wall("2026-03-01 02:30")
    assert night.next_open(wall("2026-03-08 00:00")) == wall("2026-03-09 09:00")


def test_round_the_clock_somebody_is_in_at_midnight() -> None:
    always = clinic("Mon-Sun 00:00-24:00")
    assert always.is_open(wall("2026-11-24 00:00"))
    assert clinic("Mon 09:00-24:00").is_open(wall("2026-11-23 23:59"))
    assert not clinic("Mon 09:00-24:00").is_open(wall("2026-11-24 00:00"))


def test_a_clinic_in_another_zone_keeps_its_own_clock() -> None:
    kolkata = Site("default", "Clinic", "Asia/Kolkata", "", "Mon-Fri 09:00-17:00")
    assert kolkata.next_open(datetime(2026, 11, 23, 0, 0, tzinfo=UTC)) == datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="no such level"):
        clinic().due("soon", wall("2026-11-23 10:00"))
