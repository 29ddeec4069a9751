"""Totals of earlier times: they stand in the trend as what they are, and change nothing that staff act on."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import db
from app.intake.models import RiskEventRow, Screening
from tests.support.courses import PAGE, comes, link, mood, person_of
from tests.support.desk import Desk, desk_of
from tests.support.engines import on_each_engine
from tests.support.lists import bring_in, fates, try_out

HEAD = "reference,instrument,date,total\n"
PHQ9 = "Patient Health Questionnaire-9"


def row_of(app: Flask, screening_id: str) -> Screening:
    with app.app_context():
        return db.session.get_one(Screening, screening_id)


def totals(app: Flask, screening_id: str, *rows: str) -> str:
    reference = row_of(app, screening_id).reference
    return HEAD + "".join(f"{reference},{row}\n" for row in rows)


def in_numbers(page: BeautifulSoup, measure: str) -> list[str]:
    return [cell.get_text() for cell in page.select(f"#numbers tr[data-measure={measure}] td")]


@on_each_engine
def test_totals_stand_in_the_trend_of_somebody_who_was_screened_once(app: Flask, ana: Desk) -> None:
    one = comes(app, answers=mood(6))
    bring_in(ana, "scores", totals(app, one, "phq9,2026-03-09,11", "gad7,2026-03-09,12", "PHQ9,2025-11-03,17"))
    case = ana.get(PAGE.format(one))
    assert "Earlier totals from paper, of 2 days." in case.select("#person")[0].get_text()
    page = ana.get(person_of(app, one))
    assert in_numbers(page, "phq9")[:2] == ["17, a total from paper", "11, a total from paper"]
    assert in_numbers(page, "phq9")[2].startswith("6 of 27")
    assert in_numbers(page, "gad7")[0] == "no score", "what nobody wrote down is no zero"
    answered = page.select("#numbers tbody tr")[0].select("td")
    assert [cell.get_text() for cell in answered][:2] == ["a total from paper"] * 2
    points = page.select(f".plot[aria-label^='{PHQ9}'] .point")
    assert [point["data-value"] for point in points] == ["17", "11", "6"]
    withdrawal = page.select("#numbers tbody tr")[-1].select("td")
    assert [cell.get_text() for cell in withdrawal] == ["not known", "not known", "none said"]
    assert "down from 17 to 11" in page.select("#trend")[0].get_text()


def test_a_total_changes_no_level_raises_no_flag_and_starts_no_alert(app: Flask, ana: Desk) -> None:
    one = comes(app, answers=mood(6))
    before = row_of(app, one)
    bring_in(ana, "scores", totals(app, one, "phq9,2026-03-09,24", "gad7,2026-03-09,21", "auditc,2026-03-09,12"))
    after = row_of(app, one)
    kept = ("level", "queue_rank", "due_at", "status", "follow_up_at", "owner_id", "summary")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RiskEventRow)) == 0


def test_a_total_that_needs_item_9_asks_somebody_to_look_at_the_sheet(app: Flask, ana: Desk) -> None:
    one = comes(app, answers=mood(6))
    listed = totals(app, one, "phq9,2026-03-09,25")
    told = fates(try_out(ana, "scores", listed))[2]
    assert told[0] == "new"
    assert "item 9 was above 0: a task to look at the sheet is made" in told[1]
    bring_in(ana, "scores", listed)
    assert f"From paper: {PHQ9}" in ana.get(PAGE.format(one)).select("main")[0].get_text()
    assert row_of(app, one).follow_up_at is not None
    assert fates(try_out(ana, "scores", listed))[2][0] == "same", "no second task"


def test_what_somebody_must_look_at_is_not_hung_on_a_closed_screening(app: Flask, ana: Desk) -> None:
    one = comes(app, answers=mood(6))
    ana.post(f"{PAGE.format(one)}/close", outcome="declined", reason="not_now", no_attempt_because="They came by.")
    told = fates(try_out(ana, "scores", totals(app, one, "phq9,2026-03-09,25", "phq9,2026-03-10,24")))
    assert [told[row][0] for row in (2, 3)] == ["wrong", "new"]


@on_each_engine
def test_once_more_changes_nothing_whichever_screening_of_the_person_is_named(app: Flask, ana: Desk) -> None:
    one, two = comes(app, 28, answers=mood(14)), comes(app, answers=mood(6))
    link(ana, two, one)
    bring_in(ana, "scores", totals(app, one, "phq9,2026-03-09,11"))
    again = fates(try_out(ana, "scores", totals(app, two, "phq9,2026-03-09,11", "phq9,2026-03-09,12")))
    assert again[2][0] == "same"
    assert again[3][0] == "wrong"
    other = fates(try_out(ana, "scores", totals(app, two, "phq9,2026-03-09,12")))
    assert "Another total is here for this day: 11." in other[2][1]
    assert len(ana.get(person_of(app, one)).select("#screenings li a[href^='/staff/screenings/']")) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("phq9,03/09/2026,11", "date : Write year, month and day"),
        ("phq9,2026-02-30,11", "date : Write year, month and day"),
        ("phq9,20260309,11", "date : Write year, month and day"),
        ("phq9,2099-03-09,11", "date : Write a day that is over."),
        ("phq9,0026-03-09,11", "date : Write a day that is over."),
        ("phq9,2026-03-09,", "total : This is empty."),
        ("phq9,2026-03-09,-1", "total : Write the total in digits."),
        ("phq9,2026-03-09,1.5", "total : Write the total in digits."),
        ("phq9,2026-03-09,28", "total : Write a whole number from 0 to 27."),
        ("gad2,2026-03-09,7", "total : Write a whole number from 0 to 6."),
        ("auditc,2026-03-09,13", "total : Write a whole number from 0 to 12."),
        ("taps2,2026-03-09,1", "instrument : Write one of: phq9, gad7, gad2, auditc."),
    ],
)
def test_a_row_that_could_be_read_wrongly_is_refused(app: Flask, ana: Desk, row: str, said: str) -> None:
    one = comes(app)
    told = fates(try_out(ana, "scores", totals(app, one, row)))
    assert told[2][0] == "wrong"
    assert said in told[2][1]


def test_totals_belong_to_people_of_ones_own_site_alone(app: Flask, ana: Desk) -> None:
    one = comes(app)
    listed = totals(app, one, "phq9,2026-03-09,11") + "AAAA-AAAA,phq9,2026-03-09,11\n"
    far = fates(try_out(desk_of(app, "coordinator", site_id="other"), "scores", listed))
    assert {fate for fate, _ in far.values()} == {"wrong"}
    assert all("There is no screening of this reference here." in words for _, words in far.values())
