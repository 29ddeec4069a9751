"""A page that nobody touches says so before it closes, can be kept open, and closes by itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING

EIGHTEEN, NINETEEN_AND_A_HALF, TWENTY_ONE = 18.2, 19.6, 21.0
MINUTE = 60_000
ASKED = re.compile("/(time|stay)$")


@pytest.fixture
def question(page: Page) -> Page:
    """Somebody in the middle of the questions, in a browser whose time the test can pass."""
    page.clock.install()
    person = Person(page, NOTHING | {"age": "83"})
    person.begin()
    person.walk("/s/5")
    page.wait_for_load_state()
    return page


def pass_time(page: Page, server: LiveServer, minutes: float) -> None:
    server.let_pass(minutes=minutes)
    page.clock.fast_forward(int(minutes * MINUTE))


def test_two_minutes_before_the_end_it_asks(question: Page, server: LiveServer) -> None:
    dialog = question.get_by_role("dialog", name="Are you still there?")
    expect(dialog).to_be_hidden()
    pass_time(question, server, EIGHTEEN)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("It closes in about 2 minutes.")
    assert_accessible(question)


def test_the_time_that_is_left_is_told_in_words(question: Page, server: LiveServer) -> None:
    status = question.locator("dialog [role=status]")
    pass_time(question, server, EIGHTEEN)
    for words in ("in about 2 minutes", "in about 1 minute", "in less than half a minute"):
        expect(status).to_have_text(f"It closes {words}.")
        pass_time(question, server, 0.7)


def test_the_keyboard_stays_inside_the_question_and_begins_at_staying(question: Page, server: LiveServer) -> None:
    pass_time(question, server, EIGHTEEN)
    stay = question.get_by_role("button", name="Go on here")
    expect(stay).to_be_focused()
    question.keyboard.press("Tab")
    expect(question.locator("dialog").get_by_role("link", name="Leave now")).to_be_focused()
    for _ in range(4):
        question.keyboard.press("Tab")
        assert question.evaluate("!document.activeElement.closest('main, footer, nav')")


@pytest.mark.parametrize("how", ["the button", "Escape"])
def test_staying_gives_the_whole_time_again_and_keeps_what_was_chosen(
    question: Page, server: LiveServer, how: str
) -> None:
    chosen = question.locator("main input[type=radio]").first
    chosen.check()
    pass_time(question, server, EIGHTEEN)
    expect(question.locator("dialog")).to_be_visible()
    if how == "Escape":
        question.keyboard.press("Escape")
    else:
        question.get_by_role("button", name="Go on here").click()
    expect(question.locator("dialog")).to_be_hidden()
    expect(chosen).to_be_checked()
    expect(chosen).to_be_focused()
    assert question.evaluate("fetch('/time').then(answer => answer.json()).then(time => time.seconds)") > 19 * 60
    pass_time(question, server, EIGHTEEN)
    expect(question.locator("dialog")).to_be_visible()


def test_use_in_another_tab_counts(question: Page, server: LiveServer) -> None:
    server.let_pass(minutes=EIGHTEEN)
    another_tab = question.context.new_page()
    another_tab.goto("/s/4")
    with question.expect_response("**/time"):
        question.clock.fast_forward(int(EIGHTEEN * MINUTE))
    expect(question.locator("dialog")).to_be_hidden()


def test_use_in_another_tab_takes_the_question_away(question: Page, server: LiveServer) -> None:
    pass_time(question, server, EIGHTEEN)
    expect(question.locator("dialog")).to_be_visible()
    question.context.new_page().goto("/s/4")
    question.clock.fast_forward(20_000)
    expect(question.locator("dialog")).to_be_hidden()


def test_at_the_end_it_closes_and_tells_nobody_what_was_there(question: Page, server: LiveServer) -> None:
    pass_time(question, server, EIGHTEEN)
    expect(question.locator("dialog")).to_be_visible()
    pass_time(question, server, TWENTY_ONE - EIGHTEEN)
    expect(question.locator("h1")).to_have_text("This page is closed")
    assert question.url.endswith("/closed")
    expect(question.get_by_role("link", name="Enter your code")).to_be_visible()
    assert not question.locator("input").count()
    assert_accessible(question)


def test_a_phone_that_slept_over_the_end_closes_the_page_when_it_wakes(question: Page, server: LiveServer) -> None:
    server.let_pass(minutes=TWENTY_ONE)
    question.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(question.locator("h1")).to_have_text("This page is closed")


def test_without_a_link_the_page_goes_blank_when_its_time_is_over(question: Page, server: LiveServer) -> None:
    question.route(f"{server.base_url}/**", lambda route: route.abort())
    question.clock.fast_forward(int(NINETEEN_AND_A_HALF * MINUTE))
    expect(question.locator("dialog")).to_be_visible()
    question.clock.fast_forward(MINUTE)
    expect(question.locator("main, dialog")).to_have_count(0)


def test_at_the_end_of_the_longest_visit_it_says_that_staying_does_not_help(question: Page) -> None:
    question.route(ASKED, lambda route: route.fulfill(json={"seconds": 100}))
    question.clock.fast_forward(int(EIGHTEEN * MINUTE))
    dialog = question.locator("dialog")
    stay = question.get_by_role("button", name="Go on here")
    expect(dialog).to_be_visible()
    expect(dialog).not_to_contain_text("cannot stay open any longer", use_inner_text=True)
    stay.click()
    expect(dialog).to_contain_text("cannot stay open any longer", use_inner_text=True)
    stay.click()
    expect(dialog).to_be_hidden()
    question.clock.fast_forward(20_000)
    expect(dialog).to_be_hidden()
    question.route(ASKED, lambda route: route.fulfill(json={"seconds": 0}))
    question.clock.fast_forward(100_000)
    expect(question.locator("h1")).to_have_text("This page is closed")


def test_leaving_works_while_it_asks(question: Page, server: LiveServer) -> None:
    pass_time(question, server, EIGHTEEN)
    question.locator("dialog").get_by_role("link", name="Leave now").click()
    expect(question.locator("body")).to_have_text("Sunny")


def test_a_page_without_a_session_has_nothing_to_close(page: Page) -> None:
    page.goto("/help")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.get_by_text("without a tap")).to_have_count(0)


def test_without_scripts_each_page_of_a_session_says_how_long_it_may_sit(either: Page) -> None:
    person = Person(either, NOTHING)
    person.begin()
    person.walk("/s/1")
    expect(either.locator("footer")).to_contain_text("This page closes after 20 minutes without a tap.")
    expect(either.locator("dialog")).to_be_hidden()
