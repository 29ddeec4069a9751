"""By when to try again after a try. Times are those on the wall of the clinic, in New York."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.intake.case.casework import ATTEMPT_OUTCOMES
from app.intake.follow_up import WAITS, next_try
from app.screening import Level
from app.sites.calendar import Calendar
from app.sites.hours import parse_hours

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = Calendar(parse_hours("Mon-Fri 09:00-17:00"), frozenset({date(2026, 11, 26)}), NEW_YORK)  # Thanksgiving
ALWAYS = Calendar(parse_hours("Mon-Sun 00:00-24:00"), frozenset(), NEW_YORK)


def wall(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("outcome", "level", "tried", "again"),
    [
        # Monday 23 November 2026, in the middle of the day
        ("no_answer", Level.IMMINENT, "2026-11-23 10:00", "2026-11-23 10:30"),
        ("no_answer", Level.URGENT, "2026-11-23 10:00", "2026-11-23 12:00"),
        ("no_answer", Level.ELEVATED, "2026-11-23 10:00", "2026-11-24 17:00"),
        ("no_answer", Level.ROUTINE, "2026-11-23 10:00", "2026-11-24 17:00"),
        ("left_message", Level.IMMINENT, "2026-11-23 10:00", "2026-11-23 10:30"),
        ("left_message", Level.URGENT, "2026-11-23 10:00", "2026-11-23 12:00"),
        ("left_message", Level.ELEVATED, "2026-11-23 10:00", "2026-11-24 17:00"),
        ("wrong_number", Level.ROUTINE, "2026-11-23 10:00", "2026-11-23 10:00"),
        # Friday, shortly before closing: over the weekend
        ("no_answer", Level.IMMINENT, "2026-11-20 16:50", "2026-11-23 09:20"),
        ("no_answer", Level.URGENT, "2026-11-20 16:00", "2026-11-23 10:00"),
        ("left_message", Level.ROUTINE, "2026-11-20 16:50", "2026-11-23 17:00"),
        # the evening before a holiday
        ("no_answer", Level.IMMINENT, "2026-11-25 16:45", "2026-11-27 09:15"),
        ("left_message", Level.URGENT, "2026-11-25 16:00", "2026-11-27 10:00"),
        # after closing
        ("no_answer", Level.URGENT, "2026-11-23 20:00", "2026-11-24 11:00"),
    ],
)
def test_an_outcome_sets_when_to_try_again(outcome: str, level: Level, tried: str, again: str) -> None:
    assert next_try(outcome, level, wall(tried), OFFICE) == wall(again)


@pytest.mark.parametrize("outcome", ["spoke", "declined"])
@pytest.mark.parametrize("level", Level)
def test_after_a_talk_or_a_no_nothing_has_to_be_tried_again(outcome: str, level: Level) -> None:
    assert next_try(outcome, level, wall("2026-11-23 10:00"), OFFICE) is None


def test_two_hours_are_two_hours_when_the_clocks_change() -> None:
    spring = next_try("no_answer", Level.URGENT, wall("2027-03-14 01:30"), ALWAYS)
    autumn = next_try("no_answer", Level.URGENT, wall("2026-11-01 00:30"), ALWAYS)
    assert spring == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)  # 04:30 on the wall, because 02:00 became 03:00
    assert autumn == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 01:30 for the second time
    assert autumn.astimezone(NEW_YORK).fold == 1


def test_every_outcome_has_a_wait_for_every_level() -> None:
    assert {outcome: set(waits) for outcome, waits in WAITS.items()} == {name: set(Level) for name in ATTEMPT_OUTCOMES}
