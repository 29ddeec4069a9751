"""On a link that is late and breaks off, a screening can be finished: nothing confirmed is lost, nothing sent twice.

SLOW_LINK_SECONDS=0.4 makes every burst as late as on a very bad link; without it, only late enough to matter.
"""

import os
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from http.client import HTTPException

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, not_me
from tests.support.slow_link import ALWAYS, HALF, NEVER, NOTHING, OFTEN, SlowLink, slow_link
from tests.support.visit import visit
from tests.support.walker import Page as Seen
from tests.support.walker import Walker

DELAY = float(os.environ.get("SLOW_LINK_SECONDS", "0.02"))
MOST_TRIES = 20


class StubbornBrowser(LiveBrowser):
    """Its reader presses the same button again, or reloads, until a whole page has come."""

    def _fetch(self, request: urllib.request.Request) -> Seen:
        for _ in range(MOST_TRIES):
            with suppress(OSError, HTTPException):
                return super()._fetch(deepcopy(request))  # urllib writes into it
        raise AssertionError(f"{request.selector} never came")


@pytest.fixture
def link(own_server: LiveServer) -> Iterator[SlowLink]:
    with slow_link(own_server.port, delay=DELAY) as link:
        yield link


def assert_each_was_sent_once(server: LiveServer, screenings: int) -> None:
    for table in ("screenings", "screening_versions", "consents", "alerts"):
        assert server.count(table) == screenings, table


def answers(walker: Walker) -> list[str]:
    (page,) = [page for page in walker.seen if page.path == "/check"]
    return [" ".join(row.get_text(" ").split()) for row in page.soup.select(".answers > div")]


def test_a_bad_link_changes_neither_what_is_asked_nor_what_is_kept(own_server: LiveServer, link: SlowLink) -> None:
    good = Walker(LiveBrowser(own_server.base_url), ACUTE, not_me)
    good.walk()
    link.one_breaks_in = OFTEN
    bad = Walker(StubbornBrowser(link.base_url), ACUTE, not_me)
    bad.walk()
    assert link.broken > 10
    assert [page.path for page in bad.seen] == [page.path for page in good.seen]
    assert answers(bad) == answers(good) != []
    assert_each_was_sent_once(own_server, screenings=2)  # one over each link


@pytest.fixture
def sender(browser: Browser, own_server: LiveServer, link: SlowLink) -> Iterator[Page]:
    """Somebody on the link, on the page from which everything is sent."""
    walked = LiveBrowser(own_server.base_url)
    Walker(walked, ACUTE, not_me).walk(until="/check")
    with visit(browser, base_url=link.base_url, java_script_enabled=False) as context:
        context.add_cookies([{"name": it.name, "value": it.value or "", "url": link.base_url} for it in walked.cookies])
        page = context.new_page()
        page.goto("/check")
        yield page


def test_cut_off_at_sending_a_reload_leads_to_the_one_receipt(
    sender: Page, own_server: LiveServer, link: SlowLink
) -> None:
    link.one_breaks_in, link.breaks_after = ALWAYS, (NOTHING,)
    with suppress(Error):  # what a browser says when no answer came
        sender.locator("button[name=continue]").click()
    sender.wait_for_url("chrome-error://**")
    link.one_breaks_in = NEVER
    sender.reload()
    expect(sender.locator("[data-reference]")).to_be_visible()
    assert_each_was_sent_once(own_server, screenings=1)


def test_cut_off_within_the_receipt_a_second_press_leads_to_the_same_one(
    sender: Page, own_server: LiveServer, link: SlowLink
) -> None:
    other_tab = sender.context.new_page()
    other_tab.goto("/check")
    link.one_breaks_in, link.breaks_after = ALWAYS, (HALF,)
    sender.locator("button[name=continue]").click(no_wait_after=True)
    sender.wait_for_url("**/received", wait_until="commit")
    link.one_breaks_in = NEVER
    other_tab.locator("button[name=continue]").click()
    expect(other_tab.locator("[data-reference]")).to_be_visible()
    assert_each_was_sent_once(own_server, screenings=1)
