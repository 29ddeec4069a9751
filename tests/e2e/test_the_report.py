"""The report in a real browser: accessible, no wider than a small screen, and the notice on every printed page."""

import pytest
from playwright.sync_api import Page

from app.handoff.notice import NOTICE, SHORT_NOTICE
from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.pdf import pages_of

NO_SIDEWAYS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def own_server(demo_server: LiveServer) -> LiveServer:
    """A centre with made-up people."""
    return demo_server


@pytest.fixture
def desk(own_laptop: Page, own_server: LiveServer) -> Page:
    """A member of its staff, with the most pressing screening open."""
    enrol(own_laptop, own_server)
    own_laptop.locator("[data-level=imminent] h2 a").first.click()
    return own_laptop


def fits(desk: Page) -> None:
    assert_accessible(desk)
    desk.set_viewport_size({"width": 360, "height": 780})
    assert_accessible(desk)
    assert desk.evaluate(NO_SIDEWAYS)
    desk.set_viewport_size({"width": 1280, "height": 800})


def test_each_printed_page_of_the_report_begins_and_ends_with_the_notice(desk: Page) -> None:
    desk.get_by_role("link", name="The report on one sheet").press("Enter")
    fits(desk)
    pages = pages_of(desk.pdf(format="Letter"))
    assert len(pages) > 1
    assert [page.count(SHORT_NOTICE) for page in pages] == [2] * len(pages)
    assert sum(page.count(NOTICE) for page in pages) == 1
    assert not any(word in " ".join(pages) for word in ("Sign out", "Back to the screening"))
