"""After a visit the next person at the same browser finds nothing of it: not by Back, Forward, reload or an old tab."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.screening import Person
from tests.support.elsewhere import Elsewhere
from tests.support.history import ITS_OWN, press
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING, everything
from tests.support.scripts_off import switch_scripts_off
from tests.support.wait import wait_until

CANARIES = NOTHING | {"age": "83", "contact_name": "Canary"}
SHOWS_NOTHING = re.compile("Sunny|This page is closed|You have stopped|Do you want to stop here|We have your answers")


def screening(page: Page, until: str = "/s/7") -> set[str]:
    """Answer some questions; everything that was read on the way and must not be read again."""
    person = Person(page, CANARIES)
    person.begin()
    read = set()
    for _ in person.pages_until(until):
        if person.path.startswith("/s/"):
            read |= set(page.locator("main :is(h1, legend, label)").all_inner_texts())
    return {text for text in read if len(text) > len("Yes, but not lately")} | {'value="83"', "Canary"}


def assert_shows_nothing(page: Page, read: set[str]) -> None:
    if not ITS_OWN.match(page.url):
        expect(page.locator("body")).to_contain_text(SHOWS_NOTHING)
    shown = page.content()
    assert not [text for text in read if text in shown], page.url
    assert page.title() in ("Check-in", "Weather", "127.0.0.1"), "the list of pages shows titles"


def leave(page: Page, server: LiveServer) -> None:
    page.locator("a.leave").click()
    expect(page.locator("body")).to_contain_text("Sunny")
    wait_until(lambda: not page.context.cookies())


def delete(page: Page, server: LiveServer) -> None:
    page.goto("/stop")
    page.locator("button[name=delete]").click()
    expect(page.locator("h1")).to_have_text("You have stopped")


def pause_for_long(page: Page, server: LiveServer) -> None:
    server.let_pass(minutes=21)
    page.reload()
    expect(page.locator("h1")).to_have_text("This page is closed")


def send(page: Page, server: LiveServer) -> None:
    Person(page, CANARIES).walk("/received")


@pytest.fixture
def control(either: Page, outside: Elsewhere) -> None:
    """This browser does show pages from memory where it may, else these tests would show nothing."""
    either.goto(outside.url)
    either.evaluate("window.seenBefore = true")
    either.goto(f"{outside.url}next")
    press(either, "back")
    assert either.evaluate("window.seenBefore"), "the browser asked anew for a page that it may keep"


@pytest.mark.usefixtures("control")
def test_back_asks_the_server_anew_and_shows_the_answer_that_was_saved(either: Page) -> None:
    person = Person(either, CANARIES)
    person.begin()
    for _ in person.pages_until("/s/7"):
        either.evaluate("window.seenBefore = true")
    while person.path != "/s/4":
        press(either, "back")
        assert not either.evaluate("window.seenBefore"), f"{person.path} came from the browser's memory"
    expect(either.locator("input[name=age]").first).to_have_value("83")


@pytest.mark.usefixtures("control")
@pytest.mark.parametrize("end", [leave, delete, pause_for_long, send])
def test_nothing_can_be_read_again(either: Page, server: LiveServer, end: Callable[[Page, LiveServer], None]) -> None:
    read = screening(either)
    end(either, server)
    for direction in ["back"] * 5 + ["forward"] * 5:
        press(either, direction)
        assert_shows_nothing(either, read)
    either.reload()
    assert_shows_nothing(either, read)
    another_tab = either.context.new_page()
    another_tab.goto("/s/4")
    assert_shows_nothing(another_tab, read)


@pytest.mark.parametrize("end", [leave, delete, pause_for_long])
def test_a_copied_cookie_opens_nothing_afterwards(
    either: Page, server: LiveServer, end: Callable[[Page, LiveServer], None]
) -> None:
    screening(either)
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in either.context.cookies())
    assert LiveBrowser(server.base_url, cookies).get("/s/4").status == 200, "it was a good one until then"
    end(either, server)
    assert not either.context.cookies()
    page = LiveBrowser(server.base_url, cookies).get("/s/4")
    assert (page.status, page.soup.h1 and page.soup.h1.text) == (410, "This page is closed")


def test_the_next_site_is_not_told_where_somebody_comes_from(
    either: Page, outside: Elsewhere, server: LiveServer
) -> None:
    screening(either)
    outside.visits.clear()
    leave(either, server)
    assert outside.visits
    assert not [visit for visit in outside.visits if server.base_url in visit.get("referer", "")]


def test_no_link_to_another_site_tells_it_where_somebody_comes_from(
    either: Page, outside: Elsewhere, server: LiveServer
) -> None:
    either.goto("/help")
    links = either.locator("a[href^=http]")
    assert links.count()
    outside.visits.clear()
    for number in range(links.count()):
        links.nth(number).evaluate("(link, address) => { link.href = address }", outside.url)
        links.nth(number).click()
        expect(either.locator("body")).to_contain_text("Sunny")
        assert not either.evaluate("window.opener")
        either.goto("/help")
    assert not [visit for visit in outside.visits if server.base_url in visit.get("referer", "")]


def test_after_the_whole_way_the_browser_holds_nothing_but_cookies(page: Page) -> None:
    person = Person(page, {"age": "34", "asq_5": "no"}, everything)
    person.begin()
    person.walk("/received")
    page.goto("/result")
    held = page.evaluate(
        """async () => ({
            local: localStorage.length,
            session: sessionStorage.length,
            databases: (await indexedDB.databases()).length,
            caches: (await caches.keys()).length,
            workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert held == {"local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
    assert {cookie["name"] for cookie in page.context.cookies()} == {"s", "n"}


def test_scripts_alone_do_it_where_there_is_no_mark(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.seenBefore = true")
    page.goto("/help")
    press(page, "back")
    expect(page.locator("h1")).to_be_visible()
    assert not page.evaluate("window.seenBefore")


def test_what_goes_into_the_browsers_memory_is_blank_and_keeps_its_neutral_title(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert page.evaluate("document.body.childNodes.length") == 0
    assert page.title() == "Check-in"


def test_the_mark_alone_does_it_where_scripts_could_not_be_loaded(page: Page) -> None:
    page.route("**/person.js*", lambda route: route.abort())
    person = Person(page, CANARIES)
    person.begin()
    person.walk("/s/5")
    page.evaluate("window.seenBefore = true")
    person.go_on()
    press(page, "back")
    assert not page.evaluate("window.seenBefore")


def test_switched_off_scripts_are_off(page: Page) -> None:
    switch_scripts_off(page)
    page.goto("/")
    expect(page.locator("[data-scripted]")).to_be_hidden()
