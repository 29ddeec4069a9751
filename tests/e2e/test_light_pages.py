"""Every page is light enough for a slow link and a small plan, in each language."""

import gzip

import pytest
from playwright.sync_api import Page

from tests.e2e.screening import Person
from tests.support.live_server import LiveServer
from tests.support.network_watch import NetworkWatch
from tests.support.people import ACUTE, everything
from tests.support.walker import Walker
from tests.support.weighing_browser import WeighingBrowser, heaviest

FIRST_PAGE, LATER_PAGE, SCRIPT = 20_000, 10_000, 5_000  # bytes
ERROR_AT = "/s/4"
MIDWAY = ("/parts", "/stop", "/s/1")
ASIDE = ("/result", "/help", "/privacy", "/stop", "/return", "/nothing-here", "/leave")


def says_nothing(name: str, values: list[str]) -> None:
    return None


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_waits_for_a_heavy_page(live_server: LiveServer, language: str) -> None:
    browser = WeighingBrowser(live_server.base_url)
    walker = Walker(browser, {"age": "34", "asq_5": "no"}, everything)
    walker.open("/")
    assert len(browser.visits[0].parts) > 1, "the first page comes with its style"
    assert browser.visits[0].bytes < FIRST_PAGE

    browser.post("/language", [("language", language)])
    walker.walk(until=ERROR_AT)
    assert Walker(browser, otherwise=says_nothing, seen=walker.seen[-1:]).go_on().status == 422
    walker.walk(until="/s/9")
    for path in MIDWAY:
        assert walker.open(path).path == path
    walker.walk()
    for path in ASIDE:
        assert walker.open(path).path == path

    later = browser.visits[1:]
    assert {str(visit.page.soup.select("html")[0]["lang"]) for visit in later} == {language}
    assert len(later) > 120
    assert max(visit.bytes for visit in later) < LATER_PAGE, heaviest(later)
    assert [visit.parts for visit in later if len(visit.parts) > 1] == [], "whatever a page needs is kept already"


def test_scripts_are_an_extra_of_few_bytes(live_server: LiveServer) -> None:
    browser = WeighingBrowser(live_server.base_url)
    page = browser.get("/")
    scripts = [browser.get(str(tag["src"])).html for tag in page.soup.select("script")]
    assert sum(len(gzip.compress(script.encode())) for script in scripts) < SCRIPT


def test_a_screening_asks_nobody_else_for_anything_and_fetches_its_style_once(
    laptop: Page, live_server: LiveServer
) -> None:
    watch = NetworkWatch(laptop)
    person = Person(laptop, ACUTE)
    person.begin()
    person.walk("/received")
    for path in ("/result", "/help", "/privacy"):
        laptop.goto(path)
    fetched = watch.take()
    assert len(fetched) > 60
    assert [it.address for it in fetched if not it.address.startswith(f"{live_server.base_url}/")] == []
    parts = [it.address for it in fetched if it.kind not in ("Document", "Other")]  # Other: the icon, of the window
    assert len(parts) == len(set(parts)) > 0
