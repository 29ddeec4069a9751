"""Every page of a person's way in a browser: walked over HTTP, then opened, so that looking costs little."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.support.live_browser import LiveBrowser
from tests.support.people import everything
from tests.support.walker import Known, Walker
from tests.support.walker import Page as Seen

LONGEST_WAY: Known = {"age": "34", "asq_5": "no"}
ERROR_AT = "/s/4"
ASIDE = (
    "/result",
    "/ask",
    "/help",
    "/privacy",
    "/stop",
    "/read",
    "/nothing-here",
    "/closed",
    "/return",
    "/kiosk",
    "/someone",
)


def tour(page: Page, base_url: str, *, language: str = "en") -> Iterator[str]:
    """Open one page of the longest way after the other, then those that stand aside, and say which it is."""
    browser = LiveBrowser(base_url)
    for seen in _walk(browser, language):
        _open(page, browser, seen.path)
        yield seen.path
        if seen.path == ERROR_AT:
            page.locator("button[name=continue]").click()
            yield f"{ERROR_AT} with nothing answered"


def tour_of_kinds(page: Page, base_url: str) -> Iterator[str]:
    """Open only those pages that have an element which no page before had."""
    browser = LiveBrowser(base_url)
    known: set[tuple[str | None, ...]] = set()
    for seen in _walk(browser, "en"):
        new = {(tag.name, *tag.get_attribute_list("class")) for tag in seen.soup.find_all()} - known
        if new:
            known |= new
            _open(page, browser, seen.path)
            yield seen.path


def _walk(browser: LiveBrowser, language: str) -> Iterator[Seen]:
    browser.post("/language", [("language", language)])
    walker = Walker(browser, LONGEST_WAY, everything)
    yield walker.open("/")
    while walker.seen[-1].path != "/received":
        yield walker.go_on()
    for path in ASIDE:
        yield walker.open(path)


def _open(page: Page, browser: LiveBrowser, path: str) -> None:
    cookies = [(it.name, it.value or "") for it in browser.cookies]
    page.context.add_cookies([{"name": name, "value": value, "url": browser.base_url} for name, value in cookies])
    page.goto(path)
