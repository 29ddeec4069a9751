"""Leave now: blank at once, whatever the server does, by touch and by keyboard."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.screening import Person
from tests.support.elsewhere import Elsewhere
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING
from tests.support.wait import wait_until

CLICK_AND_LOOK = """() => {
    const status = document.querySelector('[role=status]');
    document.querySelector('a.leave').click();
    status.remove();
    return document.body.innerText;
}"""
IN_FRONT = """link => {
    const box = link.getBoundingClientRect();
    return link === document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
}"""


@pytest.fixture
def question(page: Page) -> Page:
    """Somebody in the middle of the questions."""
    person = Person(page, NOTHING)
    person.begin()
    person.walk("/s/4")
    page.wait_for_load_state()
    return page


def expect_away(page: Page) -> None:
    expect(page.locator("body")).to_have_text("Sunny")


def expect_still_here(page: Page) -> None:
    page.evaluate("new Promise(resolve => setTimeout(resolve))")  # whatever was begun has begun by now
    expect(page.locator("main h1, main legend").first).to_be_visible()
    assert page.url.endswith("/s/4")


def test_the_page_is_blank_before_anything_is_asked_of_the_server(question: Page) -> None:
    assert question.evaluate(CLICK_AND_LOOK).strip() == ""


def test_it_leads_away_while_the_server_cannot_be_reached(question: Page, server: LiveServer) -> None:
    question.route(f"{server.base_url}/**", lambda route: route.abort())
    question.locator("a.leave").click()
    expect_away(question)


def test_it_leads_away_while_the_server_never_answers(question: Page, server: LiveServer) -> None:
    waiting: list[Route] = []
    question.route(f"{server.base_url}/**", lambda route: waiting.append(route))
    question.locator("a.leave").click()
    expect_away(question)


def test_the_server_ends_the_session(question: Page, server: LiveServer) -> None:
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in question.context.cookies())
    question.locator("a.leave").click()
    expect_away(question)
    wait_until(lambda: not question.context.cookies())
    assert LiveBrowser(server.base_url, cookies).get("/s/4").status == 410


def test_an_older_browser_that_would_drop_the_message_goes_by_the_page_that_leads_away(
    question: Page, outside: Elsewhere
) -> None:
    question.evaluate("delete Request.prototype.keepalive")
    question.locator("a.leave").click()
    expect_away(question)
    wait_until(lambda: not question.context.cookies())


def test_it_is_the_first_thing_that_the_tab_key_reaches(either: Page) -> None:
    either.goto("/")
    either.keyboard.press("Tab")
    expect(either.locator("a.leave")).to_be_focused()
    either.keyboard.press("Enter")
    expect_away(either)


def test_its_twin_comes_right_after_the_question_and_is_seen_when_reached(question: Page) -> None:
    question.get_by_role("link", name="Stop here").focus()
    question.keyboard.press("Tab")
    twin = question.locator("a.skip[href='/leave']")
    expect(twin).to_be_focused()
    expect(twin).to_be_in_viewport()
    question.keyboard.press("Enter")
    expect_away(question)


def test_at_four_hundred_percent_it_can_be_seen_and_pressed(either: Page) -> None:
    either.set_viewport_size({"width": 320, "height": 256})
    either.goto("/")
    link = either.locator("a.leave")
    expect(link).to_be_in_viewport()
    assert link.evaluate(IN_FRONT), "something covers it"
    link.click()
    expect_away(either)


def test_shift_three_times_leaves(question: Page) -> None:
    for _ in range(3):
        question.keyboard.press("Shift")
    expect_away(question)


def test_a_screen_reader_hears_how_many_presses_are_missing(question: Page) -> None:
    said = question.locator("#said")
    question.keyboard.press("Shift")
    expect(said).to_have_text("To leave, press Shift 2 more times.")
    question.keyboard.press("Shift")
    expect(said).to_have_text("To leave, press Shift 1 more time.")


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift+A"] * 6,
        ["Shift", "Shift", "a", "Shift"],
        ["Shift", "Shift", "Shift+Tab", "Shift"],
        ["Shift+A", "Shift", "Shift"],
        ["Control+Shift"] * 4,
        ["Alt+Shift"] * 4,
        ["Shift", "Shift"],
    ],
    ids=" ".join,
)
def test_other_use_of_the_shift_key_does_not_leave(question: Page, keys: list[str]) -> None:
    for key in keys:
        question.keyboard.press(key)
    expect_still_here(question)


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_shift_pressed_while_another_key_is_held_does_not_leave(question: Page, held: str) -> None:
    question.keyboard.down(held)
    for _ in range(4):
        question.keyboard.press("Shift")
    expect_still_here(question)


def test_choosing_text_with_shift_and_the_mouse_does_not_leave(question: Page) -> None:
    for _ in range(4):
        question.locator("main h1, main legend").first.click(modifiers=["Shift"])
    expect_still_here(question)


def test_presses_far_apart_do_not_leave(question: Page) -> None:
    question.clock.install()
    for _ in range(3):
        question.keyboard.press("Shift")
        question.clock.run_for(5001)
    expect_still_here(question)


def test_the_key_is_spoken_of_only_where_it_works(either: Page) -> None:
    either.goto("/")
    scripts = either.evaluate("document.querySelectorAll('[data-scripted]:not([hidden])').length") > 0
    expect(either.get_by_text("press Shift three times")).to_be_visible(visible=scripts)


def test_the_first_page_says_what_it_cannot_do_and_where_to_read_more(either: Page) -> None:
    either.goto("/")
    main = either.locator("main")
    expect(main).to_contain_text("cannot clear the list of pages")
    expect(main).to_contain_text("cannot stop a spy app")
    main.get_by_role("link", name="How to keep your visit private").click()
    expect(either.get_by_role("heading", name="If someone may look at your phone or computer")).to_be_in_viewport()
