"""Moments in words, on the site's own clock."""

from datetime import UTC, datetime, timedelta

import pytest

from app.staff.words.times import Times

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)  # 12:00 in New York, a Monday
TIMES = Times(NOON, "America/New_York")


@pytest.mark.parametrize(
    ("left", "words", "over"),
    [
        (timedelta(minutes=-8), "8 minutes past its target", True),
        (timedelta(seconds=-1), "under a minute past its target", True),
        (timedelta(hours=-1), "1 hour past its target", True),
        (timedelta(hours=-47), "47 hours past its target", True),
        (timedelta(days=-2), "2 days past its target", True),
        (timedelta(), "due in under a minute, by 12:00", False),
        (timedelta(minutes=1), "due in 1 minute, by 12:01", False),
        (timedelta(minutes=59), "due in 59 minutes, by 12:59", False),
        (timedelta(hours=5), "due today by 17:00", False),
        (timedelta(hours=12), "due tomorrow by 00:00", False),
        (timedelta(days=2), "due Wed 25 Nov by 12:00", False),
    ],
)
def test_a_target_is_said_in_words(left: timedelta, words: str, over: bool) -> None:
    assert TIMES.target(NOON + left) == (words, over)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON, "today 12:00"),
        (NOON - timedelta(hours=13), "yesterday 23:00"),
        (NOON - timedelta(days=3), "Fri 20 Nov, 12:00"),
        (NOON - timedelta(days=365), "Sun 23 Nov 2025, 12:00"),
        (datetime(2026, 10, 31, 16, 0, tzinfo=UTC), "Sat 31 Oct, 12:00"),  # still summer time
    ],
)
def test_a_moment_is_named_as_people_do(at: datetime, words: str) -> None:
    assert TIMES.exact(at) == words


def test_the_day_is_the_sites_day_and_not_the_servers() -> None:
    late = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)  # half past ten in the evening in New York
    assert Times(late, "America/New_York").target(late + timedelta(hours=1)).words == "due today by 23:30"
    assert Times(late, "Asia/Tokyo").target(late + timedelta(hours=1)).words == "due today by 13:30"


def test_dates_and_lengths_are_said_in_the_readers_language() -> None:
    spanish = Times(NOON, "America/New_York", "es")
    assert spanish.exact(NOON - timedelta(days=365)) == "dom 23 nov 2025, 12:00"
    lengths = (timedelta(minutes=1), timedelta(minutes=59), timedelta(hours=1), timedelta(hours=47), timedelta(days=2))
    assert [spanish.ago(NOON - length) for length in lengths] == [
        "1 minuto",
        "59 minutos",
        "1 hora",
        "47 horas",
        "2 días",
    ]
