"""Texts and lines: which words and numbers the person meets, and which of them somebody should check."""

from datetime import UTC, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.crisis.resources import FRESH_FOR, resources
from app.extensions import clock
from app.leaflets import leaflets
from tests.html_checker import assert_valid_html
from tests.support.desk import Desk, desk_of

HALF_A_YEAR = timedelta(days=200)
LAST_CHECK = datetime.combine(max(line.checked_on for line in resources().values()), time(17), UTC)
ALL = len(resources())


def rows(page: BeautifulSoup, section: str) -> dict[str, str]:
    """What a section says, by the names in it."""
    found = page.select(f"section[aria-labelledby={section}] :is(tbody tr, .entries > li)")
    return {row.select("strong, h3")[0].get_text(): row.get_text(" ", strip=True) for row in found}


def test_every_line_is_there_with_its_day_its_source_and_how_sure_we_are(ana: Desk) -> None:
    shown = rows(ana.get("/staff/texts"), "lines")
    assert shown.keys() == {line.name for line in resources().values()}
    for line in resources().values():
        assert line.source in shown[line.name]
    assert "21 Nov 2026" in shown["NAMI HelpLine"]
    assert "good before 19 Feb 2027" in shown["NAMI HelpLine"]
    assert "read elsewhere; more than one place agrees" in shown["The Trevor Project"]


def test_a_line_that_was_checked_lately_is_green(app: Flask) -> None:
    with clock.stopped(LAST_CHECK):
        page = desk_of(app, "coordinator").get("/staff/texts")
    assert all("● Checked" in row for row in rows(page, "lines").values())
    assert "Every line was checked in the past 90 days." in page.get_text()


def test_after_half_a_year_every_line_is_amber_and_every_page_says_how_many(app: Flask) -> None:
    with clock.stopped(clock.now() + HALF_A_YEAR):
        desk = desk_of(app, "coordinator")
        page = desk.get("/staff/texts")
        assert all("▲ Check again" in row for row in rows(page, "lines").values())
        assert f"To be checked again: {ALL} of {ALL} lines." in page.get_text()
        assert f"Texts and lines ({ALL} to check)" in desk.get("/staff/queue").select("header nav")[0].get_text()


def test_a_line_turns_amber_on_its_own_day_and_then_comes_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    last = list(resources())[-1]
    aged = resources()[last].model_copy(update={"checked_on": LAST_CHECK.date() - FRESH_FOR})
    monkeypatch.setitem(resources(), last, aged)
    with clock.stopped(LAST_CHECK):
        shown = rows(desk_of(app, "admin").get("/staff/texts"), "lines")
    assert next(iter(shown)) == aged.name
    assert ["▲ Check again" in row for row in shown.values()] == [True] + [False] * (ALL - 1)


def test_each_line_has_its_list_for_a_test_call_and_911_is_never_tested(ana: Desk) -> None:
    shown = rows(ana.get("/staff/texts"), "lines")
    assert "Call 988 (then press 1). The line itself should answer." in shown["Veterans Crisis Line"]
    assert "Text START to 88788. An answer should come." in shown["National Domestic Violence Hotline"]
    assert "Never dial it for a test." in shown["Emergency services"]
    assert "Call 911" not in shown["Emergency services"]


def test_staff_are_told_of_each_leaflet_whether_somebody_checked_it(ana: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = leaflets()[2].model_copy(update={"reviewer": "Dr. Made Up", "reviewed_on": leaflets()[2].written_on})
    monkeypatch.setitem(leaflets(), 2, checked)
    shown = rows(ana.get("/staff/texts"), "leaflets")
    assert shown.keys() == {leaflet.title for leaflet in leaflets().values()}
    assert "● Dr. Made Up, 21 Nov 2026" in shown[checked.title]
    assert "▲ Not reviewed yet" in shown[leaflets()[1].title]


def test_a_translation_that_no_qualified_translator_reviewed_is_said_to_be_so(
    ana: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = {"texts": None, "person": "Made Up Translator", "staff": None}
    monkeypatch.setattr("app.staff.office.texts.reviewed", lambda language: states if language == "es" else {})
    section = ana.get("/staff/texts").select("section[aria-labelledby=translations]")[0]
    lines = [line.get_text(" ", strip=True) for line in section.select("li")]
    assert ["not yet reviewed by a qualified translator" in line for line in lines] == [True, False, True]
    assert "● Made Up Translator" in lines[1]


def test_an_empty_sign_off_is_said_plainly_here_and_on_every_staff_page(ana: Desk) -> None:
    page = ana.get("/staff/texts")
    assert page.get_text().count("not signed off") == 3
    assert "have not been signed off" in ana.get("/staff/queue").select("footer")[0].get_text()


@pytest.mark.parametrize(("role", "sees"), [("coordinator", True), ("admin", True), ("auditor", False)])
def test_the_place_is_offered_to_those_who_may_open_it(app: Flask, role: str, sees: bool) -> None:
    desk = desk_of(app, role)
    places = desk.client.get("/staff/", follow_redirects=True).get_data(as_text=True)
    assert ("/staff/texts" in places) is sees
    assert desk.client.get("/staff/texts").status_code == (200 if sees else 403)


def test_the_page_is_valid_html(ana: Desk) -> None:
    assert_valid_html({"texts": ana.client.get("/staff/texts").get_data(as_text=True)})
