"""What holds for every help page and for every line on it, whatever the answer that led there."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template

from app.crisis.messages import KINDS
from app.crisis.resources import resources
from app.extensions import clock
from app.patient.help_page import help_view

NEEDS_NO_ANSWER = ("/help", "/someone")
DIALLED = re.compile(r"^(tel|sms):\d+$")
CARE = re.compile(r"thank you|we are glad|you do not have to wait|not alone|it is good that you", re.IGNORECASE)
HALF_A_YEAR = timedelta(days=200)


def pages(app: Flask) -> dict[str, BeautifulSoup]:
    """Every help page: one for each kind of answer, and those that need none."""
    found = {path: app.test_client().get(path).get_data(as_text=True) for path in NEEDS_NO_ANSWER}
    for kind in KINDS:
        with app.test_request_context("/h/7"):
            found[kind] = render_template("patient/help.html", help=help_view([kind], "/h/7"))
    return {name: BeautifulSoup(html, "html.parser") for name, html in found.items()}


def ways(page: BeautifulSoup) -> list[Tag]:
    """The links of the page that call, text or lead to a help line."""
    return page.select("main a[href^='tel:'], main a[href^='sms:'], main a[href^='https:']")


def test_every_page_offers_988_by_call_and_by_text_and_911(app: Flask) -> None:
    for name, page in pages(app).items():
        assert {"tel:988", "sms:988", "tel:911"} <= {str(way["href"]) for way in ways(page)}, name


def test_every_number_can_be_dialled_as_it_stands_and_is_shown_as_digits(app: Flask) -> None:
    for name, page in pages(app).items():
        for way in page.select("a[href^='tel:'], a[href^='sms:']"):
            assert DIALLED.match(str(way["href"])), f"{name}: {way}"
            digits = str(way["href"]).partition(":")[2]
            assert digits in re.sub(r"\D", "", way.get_text()), f"{name}: {way}"


def test_what_to_do_after_dialling_stands_beside_the_link_and_never_in_it(app: Flask) -> None:
    notes = {way.after for line in resources().values() for way in line.channels if way.after}
    shown = set()
    for name, page in pages(app).items():
        for way in ways(page):
            assert not [note for note in notes if note in way.get_text()], f"{name}: {way}"
        shown |= {note.get_text() for note in page.select(".after")}
    assert shown == notes


def test_every_way_comes_from_the_register(app: Flask) -> None:
    known = {way.href for line in resources().values() for way in line.channels}
    for name, page in pages(app).items():
        assert {str(way["href"]) for way in ways(page)} <= known, name


def test_a_way_to_another_site_tells_it_nothing_about_where_it_was_found(app: Flask) -> None:
    for page in pages(app).values():
        for way in page.select("main a[href^='https:']"):
            assert way["rel"] == ["noreferrer", "noopener"]


def test_care_is_said_first_and_the_lines_that_lead_come_right_after_it(app: Flask) -> None:
    for name, page in pages(app).items():
        leading = page.select_one("main .big")
        assert leading is not None, name
        before = [tag for tag in leading.find_all_previous(["h1", "h2", "p"]) if tag.find_parent("main")]
        assert CARE.search(" ".join(tag.get_text() for tag in before)), name
        assert len(before) <= 4, f"{name}: too much stands before the lines"


def test_the_lines_that_lead_are_one_list_with_nothing_between_them(app: Flask) -> None:
    for name, page in pages(app).items():
        assert len(page.select("main .big")) == 1, name
        for row in page.select("main .big > *"):
            assert row.name == "li", name


@pytest.mark.parametrize("path", NEEDS_NO_ANSWER)
def test_a_page_that_needs_no_answer_asks_nothing_and_keeps_nothing(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    assert not page.select("main form, main input")
    assert "Set-Cookie" not in response.headers


def test_the_way_to_help_for_somebody_else_stands_on_the_first_page_and_on_the_help_page(app: Flask) -> None:
    for path in ("/", "/help"):
        assert 'href="/someone"' in app.test_client().get(path).get_data(as_text=True)


def test_a_line_past_its_day_still_helps_the_person(app: Flask) -> None:
    fresh = {name: [str(way["href"]) for way in ways(page)] for name, page in pages(app).items()}
    with clock.stopped(clock.now() + HALF_A_YEAR):
        assert all(line.is_stale(clock.now().date()) for line in resources().values())
        assert {name: [str(way["href"]) for way in ways(page)] for name, page in pages(app).items()} == fresh
