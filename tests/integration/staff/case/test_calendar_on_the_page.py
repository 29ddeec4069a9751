"""What staff read about targets over a weekend, a holiday and both nights in which the clocks change."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from app.extensions import clock
from app.settings import Settings
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, hire, sign_in

NEW_YORK = ZoneInfo("America/New_York")
ANSWERS = {
    "imminent": ACUTE,
    "urgent": {**CALM, "asq_1": "yes", "asq_5": "no"},
    "elevated": {**CALM, "asq_1": "skip"},
    "routine": CALM,
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Monday to Friday, and closed on Thanksgiving."""
    return replace(settings, site_hours="Mon-Fri 09:00-17:00", site_holidays=frozenset({date(2026, 11, 26)}))


def wall(text: str) -> datetime:
    """ "2026-11-23 09:00" on the clinic's clock."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("level", "came", "read", "target", "waiting"),
    [
        # Friday evening, read on Saturday and on Monday before and after the target
        (
            "urgent",
            "2026-11-20 18:00",
            "2026-11-21 10:00",
            "due Mon 23 Nov by 17:00",
            "16 hours, since yesterday 18:00",
        ),
        (
            "imminent",
            "2026-11-20 18:00",
            "2026-11-22 18:00",
            "due tomorrow by 09:30",
            "2 days, since Fri 20 Nov, 18:00",
        ),
        ("imminent", "2026-11-20 18:00", "2026-11-23 09:10", "due in 20 minutes, by 09:30", "2 days, since Fri 20 Nov"),
        ("imminent", "2026-11-20 18:00", "2026-11-23 09:35", "5 minutes past its target", "2 days, since Fri 20 Nov"),
        ("routine", "2026-11-20 10:00", "2026-11-20 10:00", "due Wed 25 Nov by 17:00", "under a minute, since today"),
        # the day before Thanksgiving, and the day itself
        ("elevated", "2026-11-25 10:00", "2026-11-25 10:00", "due Fri 27 Nov by 17:00", "under a minute, since today"),
        (
            "imminent",
            "2026-11-25 18:00",
            "2026-11-26 12:00",
            "due tomorrow by 09:30",
            "18 hours, since yesterday 18:00",
        ),
        (
            "routine",
            "2026-11-25 10:00",
            "2026-11-26 12:00",
            "due Tue 1 Dec by 17:00",
            "26 hours, since yesterday 10:00",
        ),
        # the night in which the clocks go forward: from 22:00 to 04:00 there are five hours
        ("urgent", "2027-03-13 22:00", "2027-03-14 04:00", "due tomorrow by 17:00", "5 hours, since yesterday 22:00"),
        (
            "imminent",
            "2027-03-13 22:00",
            "2027-03-15 09:10",
            "due in 20 minutes, by 09:30",
            "34 hours, since Sat 13 Mar",
        ),
        # the night in which they go back: there are seven
        ("urgent", "2026-10-31 22:00", "2026-11-01 04:00", "due tomorrow by 17:00", "7 hours, since yesterday 22:00"),
        (
            "imminent",
            "2026-10-31 22:00",
            "2026-11-02 09:10",
            "due in 20 minutes, by 09:30",
            "36 hours, since Sat 31 Oct",
        ),
    ],
)
def test_queue_and_page_say_the_same_target(
    app: Flask, level: str, came: str, read: str, target: str, waiting: str
) -> None:
    with clock.stopped(wall(came)) as now:
        email, case = hire(app, "coordinator"), arrive(app, ANSWERS[level])
        now.at = wall(read)
        desk = sign_in(app, email)
        row = desk.get("/staff/queue").select(f"[data-level={level}]")[0].get_text(" ", strip=True)
        strip = desk.get(f"/staff/screenings/{case}").select(".pinned")[0].get_text(" ", strip=True)
    for text in (row, strip):
        assert target in text
        assert f"waiting {waiting}" in text


@pytest.mark.parametrize(
    ("level", "tried", "again"),
    [
        ("urgent", "2026-11-20 16:00", "Look again by Mon 23 Nov, 10:00"),
        ("imminent", "2026-11-25 16:45", "Look again by Fri 27 Nov, 09:15"),
        ("routine", "2026-11-25 10:00", "Look again by Fri 27 Nov, 17:00"),
        ("urgent", "2027-03-12 16:00", "Look again by Mon 15 Mar, 10:00"),
        ("urgent", "2026-10-30 16:00", "Look again by Mon 2 Nov, 10:00"),
    ],
    ids=["weekend", "holiday, imminent", "holiday, routine", "clocks forward", "clocks back"],
)
def test_a_try_without_an_answer_comes_back_when_somebody_is_in(app: Flask, level: str, tried: str, again: str) -> None:
    with clock.stopped(wall(tried)):
        desk, case = sign_in(app, hire(app, "coordinator")), f"/staff/screenings/{arrive(app, ANSWERS[level], CONTACT)}"
        desk.post(f"{case}/attempts", outcome="no_answer")
        assert again in desk.get(case).select(".pinned")[0].get_text(" ", strip=True)
