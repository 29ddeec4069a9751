"""The page of one person: every screening in time, drawn and in numbers, nothing dropped and nothing made up."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app import activity
from app.instruments import Answer
from app.intake.arriving import submit
from tests.support.courses import PAGE, comes, damage, link, mood, person_of
from tests.support.desk import Desk, desk_of


def course(app: Flask, desk: Desk, *answers: dict[str, Answer]) -> list[str]:
    """Somebody screened every four weeks, linked."""
    ids = [comes(app, 28 * (len(answers) - number), answers=given) for number, given in enumerate(answers)]
    for one in ids[1:]:
        assert link(desk, one, ids[0]) == 303
    return ids


def drawn(page: BeautifulSoup, title: str) -> dict[str, str]:
    plot = page.select_one(f".plot[aria-label^='{title}']")
    assert plot, f"{title} is not drawn"
    return {str(point["data-screening"]): str(point["data-value"]) for point in plot.select(".point")}


def test_the_points_that_are_drawn_are_the_numbers_in_the_table(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(12), mood(6))
    page = ana.get(person_of(app, ids[0]))
    for row in page.select("#numbers tr[data-measure]"):
        said = {
            str(number): cell.get_text().split()[0].rstrip(":")
            for number, cell in enumerate(row.select("td"), start=1)
            if cell.get_text()[0].isdigit()
        }
        assert said == drawn(page, row.select("th")[0].get_text())
    assert drawn(page, "Patient Health Questionnaire-9") == {"1": "14", "2": "12", "3": "6"}


def test_a_change_of_five_or_more_is_said_with_its_direction(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(9), mood(13))
    words = ana.get(person_of(app, ids[0])).select("#trend")[0].get_text(" ", strip=True)
    assert "From screening 1 to 2 PHQ-9 changed by 5 or more: down from 14 to 9." in words
    assert "From screening 2 to 3" not in words
    assert "Lower is better in every chart." in words


def test_a_screening_that_cannot_be_opened_is_said_and_leaves_a_gap(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(12), mood(6))
    damage(app, ids[1])
    page = ana.get(person_of(app, ids[0]))
    assert "1 screening cannot be opened" in page.select(".alarm:not(.standing, [hidden])")[0].get_text()
    plot = page.select(".plot[aria-label^='Patient Health']")[0]
    assert not plot.select("line.mood"), "no line leads over what is not known"
    assert [point["data-screening"] for point in plot.select(".point")] == ["1", "3"]
    assert page.select("#numbers tr[data-measure=phq9] td")[1].get_text() == "cannot be opened"
    assert len(page.select("#screenings li a[href^='/staff/screenings/']")) == 3


def test_one_screening_alone_is_no_trend(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(12))
    ana.post(f"{PAGE.format(ids[1])}/part")
    page = ana.get(person_of(app, ids[0]))
    assert not page.select("#trend, #heat, #numbers")
    assert "One screening is no trend." in page.get_text(" ")


def test_screenings_by_other_rules_are_named(app: Flask, ana: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = comes(app, 28, answers=mood(14))
    monkeypatch.setattr(submit, "definitions_digest", lambda: "0123456789abcdef")
    second = comes(app, answers=mood(9))
    link(ana, second, first)
    words = ana.get(person_of(app, first)).select(".note")[0].get_text(" ", strip=True)
    assert "Wording or rules changed between screening 1 (" in words
    assert "and 2 (01234567)" in words


def test_the_page_of_a_screening_says_it_in_short(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(9), mood(6))
    short = " ".join(ana.get(PAGE.format(ids[1])).select("#person .course")[0].get_text(" ").split())
    assert short == "Screening 2 of 3 of this person. PHQ-9: 14 → then 9 → then 6. All of them over time"
    assert ana.get(PAGE.format(ids[1])).select("#person .course strong")[0].get_text() == "9"


@pytest.mark.usefixtures("stopped")  # each page tells the minute in which it was made
def test_a_person_of_another_site_answers_like_one_that_does_not_exist(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(9))
    stranger = desk_of(app, "coordinator", site_id="other")
    answers = [stranger.client.get(path) for path in (person_of(app, ids[0]), f"/staff/people/{'0' * 32}")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({answer.get_data() for answer in answers}) == 1


def test_reading_a_person_is_recorded_with_every_screening_that_was_opened(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(9))
    ana.get(person_of(app, ids[0]))
    with app.app_context():
        row = activity.latest(1)[0]
    assert (row.action, row.subject_id) == ("person.read", person_of(app, ids[0]).rpartition("/")[2])
    assert row.detail == {"screenings": ids}


def test_nobody_is_left_under_a_person_whose_links_were_undone(app: Flask, ana: Desk) -> None:
    ids = course(app, ana, mood(14), mood(9))
    address = person_of(app, ids[0])
    undo = ana.get(address).select("form[action$='/undo']")[0]["action"]
    assert ana.post(str(undo)).status_code == 303
    ana.get(address, 404)
