"""The figures of the last weeks equal a count by hand, and show nothing about fewer than five people."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from app.instruments import catalogue
from app.intake.models import Screening
from tests.integration.staff.desk import ACUTE, CALM, Desk, arrive, desk_of
from tests.support.engines import on_each_engine

LOW = CALM | {f"phq9_{number}": 3 for number in range(1, 9)} | {"phq9_10": 2}


def reached(app: Flask, screening_id: str, after: timedelta) -> None:
    """Somebody spoke with the person so long after they came in."""
    with app.app_context(), writing():
        row = db.session.get_one(Screening, screening_id)
        row.first_contact_at = row.waiting_since + after


def table(page: BeautifulSoup, heading: str) -> dict[str, str]:
    found = next(part for part in page.select("section") if part.h2 and part.h2.text == heading)
    return {row.th.text: row.td.get_text(strip=True) for row in found.select("tbody tr") if row.th and row.td}


def speeds(page: BeautifulSoup) -> dict[str, str]:
    found = [card.get_text(" ", strip=True) for card in page.select(".speeds li")]
    return {text.split()[1]: text for text in found}


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "supervisor")


@on_each_engine
def test_the_page_equals_a_count_by_hand(app: Flask, ana: Desk) -> None:
    for number in range(1, 8):  # seven who are urgent or more; five of them reached, after 1 to 5 hours
        screening = arrive(app, ACUTE, ago=timedelta(days=2))
        if number <= 5:
            reached(app, screening, timedelta(hours=number))
    for _ in range(6):
        arrive(app, LOW | {"taps1_2": "skip"}, ago=timedelta(days=3))
    for number in range(6):
        screening = arrive(app, CALM, ago=timedelta(days=1))
        outcome = "declined" if number else "referred"
        page = ana.get(f"/staff/screenings/{screening}")
        edition = str(page.select("[name=edition]")[0]["value"])
        why = "Came by in person."
        done = ana.post(
            f"/staff/screenings/{screening}/close", edition=edition, outcome=outcome, no_attempt_because=why
        )
        assert done.status_code == 303
    arrive(app, ACUTE, ago=timedelta(days=8))  # before this week
    page = ana.get("/staff/week")
    assert table(page, "Who came in") == {"Imminent": "7", "Urgent": "0", "Elevated": "6", "Routine": "6"}
    assert table(page, "Use and mood together") == {"Mood high, use lower": "13", "Neither high": "6"}
    assert table(page, "How it ended")["Does not want help now"] == "not shown"
    assert table(page, "How it ended")["Referred elsewhere, with consent"] == "not shown"
    raised = table(page, "What was raised")
    assert raised["Thoughts of suicide right now, or did not say after a yes"] == "7"
    assert raised["PHQ-9 is 15 or more"] == "6"
    skipped = table(page, "What people would rather not answer")
    assert skipped[catalogue().item("taps1_2").text] == "6"
    assert "3 hours" in speeds(page)["Imminent"], "the median of 1, 2, 3, 4 and 5 hours"
    assert "Reached by the target: 5" not in speeds(page)["Imminent"], "two were not, so neither number is shown"


def test_no_number_from_one_to_four_is_on_the_page(app: Flask, ana: Desk) -> None:
    for answers in (ACUTE, LOW, CALM | {"taps1_2": "skip"}):
        for _ in range(3):
            arrive(app, answers, ago=timedelta(hours=30))
    page = ana.get("/staff/week")
    shown = [cell.get_text(strip=True) for cell in page.select(".bars td")]
    assert shown
    assert not set(shown) & {"1", "2", "3", "4"}


def test_another_site_is_not_counted(app: Flask, ana: Desk) -> None:
    for _ in range(6):
        arrive(app, ACUTE, site_id="elsewhere")
    assert set(table(ana.get("/staff/week"), "Who came in").values()) == {"0"}


def test_the_period_can_be_longer_and_an_unknown_one_is_a_week(app: Flask, ana: Desk) -> None:
    for _ in range(6):
        arrive(app, ACUTE, ago=timedelta(days=20))
    assert table(ana.get("/staff/week"), "Who came in")["Imminent"] == "0"
    assert table(ana.get("/staff/week?weeks=4"), "Who came in")["Imminent"] == "6"
    assert table(ana.get("/staff/week?weeks=9"), "Who came in")["Imminent"] == "0"


def test_an_auditor_may_not_and_an_administrator_may(app: Flask) -> None:
    desk_of(app, "auditor").get("/staff/week", 403)
    desk_of(app, "admin").get("/staff/week")
