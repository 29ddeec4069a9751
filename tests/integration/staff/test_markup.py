"""Every staff page: valid HTML, one h1, headings in order, nothing inline, labels on every field, any language."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import clock
from app.extensions.clock import StoppedClock
from app.instruments import catalogue
from app.staff.matrix import matrix
from tests.html_checker import assert_valid_html
from tests.integration.staff.every_page import Page, every_page
from tests.support.application import NOON, Engines
from tests.support.marked import outside, speak_marked
from tests.support.running import running

# What is no word of ours, or not in the language of the page.
DATA = "[lang], bdi, code, kbd, blockquote, option, textarea, .own, .mark, [aria-hidden=true]"
REFERENCE_OR_TIME = re.compile(  # days and lengths of time are in Babel's words
    r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|\b\w{3} \d{1,2} [A-Z][a-z]{2}(?: \d{4})?, \d\d:\d\d\b|\b\d+ \w+ \d{4}\b"
    r"|\b\d+ (?:minute|hour|day)s?\b"
)
LISTED = "and"  # between the languages of a help line: Babel's word as well
TYPED = ("Tablet by the window", "Tablet at the desk", "chart 1207")
SHOW_NO_PAGE = {
    "staff.home": "leads on to where one's role begins",
    "staff.data_dictionary": "a table, in a file",
    "staff.disclosures_file": "a table, in a file",
    "staff.queue_news": "one sentence, which the script puts into the queue",
    "staff.alarm_newest": "a moment, by which the script sees that there is something new",
    "staff.sample": "a file",
    "staff.devices_mark": "a mark, by which the script sees that there is something new",
}


@pytest.fixture(scope="module")
def pages(engines: Engines, engine: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """As staff read them in English."""
    instance = tmp_path_factory.mktemp("pages") / "instance"
    with engines.installation(engine, instance) as settings, clock.stopped(NOON), running(settings) as app:
        return every_page(app)


@pytest.fixture(scope="module")
def parsed(pages: dict[str, Page]) -> dict[str, BeautifulSoup]:
    """The same, to be looked at and never changed."""
    return {name: BeautifulSoup(page.html, "html.parser") for name, page in pages.items()}


@pytest.fixture
def marked(stopped: StoppedClock, app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, Page]:
    """In the language made up for tests."""
    speak_marked(monkeypatch)
    return every_page(app)


def test_every_row_of_the_matrix_that_shows_a_page_is_among_them(pages: dict[str, Page]) -> None:
    readable = {endpoint for endpoint, row in matrix().rows.items() if row.method == "GET"}
    shown = {page.endpoint for page in pages.values() if page.status == 200}
    assert readable - shown == set(SHOW_NO_PAGE)


def test_every_page_is_valid_html(pages: dict[str, Page]) -> None:
    assert_valid_html({name: page.html for name, page in pages.items()})


def test_every_page_is_built_for_everybody(parsed: dict[str, BeautifulSoup]) -> None:
    for name, page in parsed.items():
        assert len(page.select("h1")) == 1, name
        assert not page.select("[style], style, [onclick], script:not([src^='/static/staff'])"), name
        assert page.select("footer a[href='tel:988']"), name
        levels = [int(heading.name[1]) for heading in page.select("main h1, main h2, main h3, main h4, main h5")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (name, levels)
        for field in page.select("input:not([type=hidden]), textarea, select"):
            assert page.select(f"label[for='{field['id']}']") if "id" in field.attrs else field.get("aria-label"), name


def test_every_form_that_posts_carries_the_token_once_signed_in(parsed: dict[str, BeautifulSoup]) -> None:
    for name, page in parsed.items():
        if page.select(".me"):
            forms = page.select("form[method=post]:not([action='/language'])")  # whoever forges that one gains nothing
            assert all(form.select("input[name=csrf_token]") for form in forms), name


def test_everything_that_staff_read_was_offered_to_translators(marked: dict[str, Page]) -> None:
    titles = sorted((found.title for found in catalogue().instruments.values()), key=len, reverse=True)
    for name, page in marked.items():
        body = BeautifulSoup(REFERENCE_OR_TIME.sub("", page.html), "html.parser").body
        assert body is not None
        assert outside(body, DATA, [*titles, *TYPED, LISTED]) == [], name
