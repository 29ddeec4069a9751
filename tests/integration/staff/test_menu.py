"""The menu of staff: what is done every day in sight, the rest in groups that say how much waits in them."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.support.desk import Desk, desk_of, soup
from tests.support.entering import begin

pytestmark = pytest.mark.usefixtures("stopped")


def in_sight(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("header nav > ul > li > a")]


def folded(page: BeautifulSoup) -> list[str]:
    return [group.get_text() for group in page.select("header nav summary")]


def here(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select("header nav .here a")]


def test_the_places_of_every_day_are_in_sight_and_a_group_of_one_is_just_its_place(ana: Desk) -> None:
    page = ana.get("/staff/queue")
    everyday = ["Queue", "Shift", "Re-screens", "Second look", "Let a colleague in"]
    assert in_sight(page) == [*everyday, "Requests", "The last weeks", "Texts and lines"]
    assert folded(page) == ["New screening"]
    assert [link.get_text() for link in page.select("header nav [aria-current=page]")] == ["Queue"]


def test_the_group_one_is_in_stands_open_and_is_marked(admin: Desk) -> None:
    page = admin.get("/staff/alerts")
    assert here(page) == ["Alerts", "Drills", "Keeping", "Other systems"]
    assert [word.get_text() for word in page.select("header nav [aria-current]")] == ["Oversight", "Alerts"]
    assert folded(page) == ["Center"]


def test_a_page_below_a_place_and_a_form_that_was_refused_are_still_there(admin: Desk) -> None:
    below = soup(admin.post("/staff/import/staff"))
    assert [link.get_text() for link in below.select("header nav [aria-current=true]")] == ["Bring in lists"]
    refused = soup(admin.post("/staff/tokens", name=""))
    assert [link.get_text() for link in refused.select("header nav [aria-current=page]")] == ["Other systems"]


def test_a_folded_group_says_how_much_waits_in_it(ana: Desk) -> None:
    begin(ana)
    page = ana.get("/staff/queue")
    assert folded(page) == ["New screening (1 waits)"]
    assert "Enter answers (1 begun)" in page.select("header nav details")[0].get_text()


def test_whoever_has_few_places_has_all_of_them_in_sight(app: Flask) -> None:
    page = desk_of(app, "auditor").get("/staff/activity")
    assert in_sight(page) == ["Activity", "Emergency access"]
    assert folded(page) == here(page) == []
