"""The way through the questions in a real browser, with scripts and without: back, twice, two windows, too late."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from app.instruments import catalogue
from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING, YOUNG, not_me
from tests.support.scripts_off import scripts_allowed
from tests.support.walker import Page as Seen
from tests.support.walker import Walker

MANY = 8
GARBLE = "for (const field of document.getElementsByName('csrf_token')) field.value = field.value.slice(0, -3) + 'AAA'"


@pytest.fixture(params=["phone", "laptop"])
def device(request: pytest.FixtureRequest, browser: object) -> Page:
    """A phone that runs no script, and a laptop that does."""
    page: Page = request.getfixturevalue(request.param)
    return page


@pytest.fixture(params=["own_phone", "own_laptop"])
def own_device(request: pytest.FixtureRequest, browser: object) -> Page:
    """The same, on a server of this test's own."""
    page: Page = request.getfixturevalue(request.param)
    return page


@pytest.fixture
def second_window(device: Page) -> Iterator[Page]:
    """Another window of the same browser."""
    page = device.context.new_page()
    yield page
    page.close()


def at(page: Page, link_id: str, known: dict[str, object] = NOTHING) -> None:
    """This browser as it is after somebody has come to this question in it."""
    take_over(page, known, lambda walker: walker.walk_to(link_id))


def at_page(page: Page, path: str, known: dict[str, object] = NOTHING) -> None:
    """The same, for one of the last pages."""
    take_over(page, known, lambda walker: walker.walk(until=path))


def take_over(page: Page, known: dict[str, object], get_there: Callable[[Walker], Seen]) -> None:
    """Let a program get there, and go on with its session in this window: that is much faster than to click."""
    page.goto("/")
    browser = LiveBrowser(page.url.rstrip("/"))
    stands_at = get_there(Walker(browser, known, not_me))
    session = [{"name": one.name, "value": one.value or "", "url": browser.base_url} for one in browser.cookies]
    page.context.add_cookies(session)  # type: ignore[arg-type]  # a dict that is a SetCookieParam
    page.goto(stands_at.path)


def choose(page: Page, link_id: str, value: str) -> None:
    page.check(f"input[name={link_id}][value='{value}']")


def press_continue(page: Page) -> None:
    page.locator("button[name=continue]").click()


def chosen(page: Page, link_id: str) -> list[str | None]:
    return [box.get_attribute("value") for box in page.locator(f"input[name={link_id}]:checked").all()]


# Back


def test_back_shows_the_answer_and_so_does_the_back_button_of_the_browser(device: Page) -> None:
    at(device, "phq9_1")
    choose(device, "phq9_1", "2")
    press_continue(device)
    expect(device.locator("[name=phq9_2]").first).to_be_visible()
    device.go_back()
    assert chosen(device, "phq9_1") == ["2"]
    press_continue(device)
    device.locator(".bar").get_by_role("link", name="Back").click()
    assert chosen(device, "phq9_1") == ["2"]


def test_neither_way_back_shows_an_answer_that_is_never_shown_again(device: Page) -> None:
    at(device, "px_safe_home")
    choose(device, "px_safe_home", "unsure")
    press_continue(device)
    expect(device.locator("[name=px_safe_home]")).to_have_count(0)
    device.go_back()
    assert chosen(device, "px_safe_home") == []
    expect(device.locator("main")).to_contain_text("do not show it again")
    press_continue(device)
    device.locator(".bar").get_by_role("link", name="Back").click()
    assert chosen(device, "px_safe_home") == []


def test_change_leads_through_the_new_questions_back_to_check_your_answers(device: Page) -> None:
    at_page(device, "/check")
    row = device.locator("dl.answers > div").filter(has_text=catalogue().item("taps1_2").text)
    row.get_by_role("link", name="Change").click()
    choose(device, "taps1_2", "1")
    press_continue(device)
    expect(device.locator("main .note")).to_contain_text(re.compile(r"mean we ask \d+ more questions about alcohol"))
    assert_accessible(device)
    Person(device, NOTHING).walk("/check")


# Twice


def test_a_double_click_on_continue_answers_one_question(device: Page) -> None:
    at(device, "phq9_1")
    choose(device, "phq9_1", "1")
    device.locator("button[name=continue]").dblclick()
    expect(device.locator("input[name=phq9_2]").first).to_be_visible()
    assert chosen(device, "phq9_2") == []


def test_a_double_click_on_an_answer_that_needs_help_ends_on_the_help_page(device: Page) -> None:
    at(device, "px_med_now")
    choose(device, "px_med_now", "overdose")
    device.locator("button[name=continue]").dblclick()
    expect(device.get_by_role("heading", level=1)).to_contain_text("Call 911 now")


def test_a_double_click_on_send_a_reload_and_back_end_on_one_receipt(own_device: Page, own_server: LiveServer) -> None:
    at_page(own_device, "/check")
    own_device.locator("button[name=continue]").dblclick()
    # Not waited for as one navigation: the second click may break off what the first began.
    expect(own_device).to_have_url(f"{own_server.base_url}/received")
    reference = own_device.locator("[data-reference]").inner_text()
    own_device.reload()
    expect(own_device.locator("[data-reference]")).to_have_text(reference)
    own_device.go_back()
    expect(own_device.locator("[data-reference]")).to_have_text(reference)
    assert own_server.count("screenings") == own_server.count("screening_versions") == 1


def test_many_equal_requests_at_once_make_one_screening_and_one_receipt(own_server: LiveServer) -> None:
    walker = Walker(LiveBrowser(own_server.base_url), NOTHING, not_me)
    page = walker.walk(until="/check")
    fields = [("csrf_token", page.token), ("continue", "yes")]
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(lambda _: walker.browser.post("/check", fields), range(MANY)))
    assert {answer.path for answer in answers} == {"/received"}
    assert len({str(answer.soup.select("[data-reference]")[0]["data-reference"]) for answer in answers}) == 1
    assert own_server.count("screenings") == own_server.count("screening_versions") == 1


def test_many_equal_answers_at_once_all_lead_to_the_help_that_they_call_for(own_server: LiveServer) -> None:
    walker = Walker(LiveBrowser(own_server.base_url), NOTHING, not_me)
    page = walker.walk_to("px_med_now")
    fields = [("csrf_token", page.token), ("px_med_now", "overdose"), ("continue", "yes")]
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(lambda _: walker.browser.post(page.path, fields), range(MANY)))
    assert {answer.path for answer in answers} == {page.path.replace("/s/", "/h/")}


# Two windows


def test_two_windows_of_one_screening_never_lose_an_answer(device: Page, second_window: Page) -> None:
    at(device, "phq9_1")
    second_window.goto(device.url)
    choose(second_window, "phq9_1", "3")
    press_continue(second_window)
    choose(second_window, "phq9_2", "3")
    press_continue(second_window)
    choose(device, "phq9_1", "0")
    press_continue(device)
    expect(device.locator("[name=phq9_3]").first).to_be_visible()
    device.locator(".bar").get_by_role("link", name="Back").click()
    assert chosen(device, "phq9_2") == ["3"]
    device.locator(".bar").get_by_role("link", name="Back").click()
    assert chosen(device, "phq9_1") == ["0"], "what was seen last"


def test_beginning_anew_in_a_second_window_asks_first_and_leaves_the_first_window_nothing_to_write(
    device: Page, second_window: Page
) -> None:
    at(device, "phq9_1")
    choose(device, "phq9_1", "3")
    second_window.goto("/")
    expect(second_window.locator("main")).to_contain_text("You have already begun in this browser")
    press_continue(second_window)
    Person(second_window, NOTHING).walk("/s/9")
    press_continue(device)
    expect(device.get_by_role("heading", level=1)).to_have_text("That page is from before")
    assert_accessible(device)
    press_continue(device)
    expect(device.locator("[name=phq9_2]").first).to_be_visible()
    device.locator(".bar").get_by_role("link", name="Back").click()
    assert chosen(device, "phq9_1") == ["0"]


# Too late


def test_a_page_that_is_too_old_comes_back_as_it_was_typed(device: Page) -> None:
    at_page(device, "/contact")
    device.get_by_label("Your name").fill("Robin")
    device.get_by_label("You may text me").check()
    with scripts_allowed(device):
        device.evaluate(GARBLE)
    press_continue(device)
    expect(device.locator("main .note")).to_contain_text("Please look once more")
    assert_accessible(device)
    expect(device.get_by_label("Your name")).to_have_value("Robin")
    expect(device.get_by_label("You may text me")).to_be_checked()
    press_continue(device)
    expect(device.locator("dl.answers").last).to_contain_text("Robin")


# The page of parts, and somebody young


def test_the_page_of_parts_shows_how_far_each_is(device: Page) -> None:
    at(device, "taps1_3")
    stopped_at = device.url
    device.goto("/parts")
    assert_accessible(device)
    rows = [" ".join(row.split()) for row in device.locator("dl > div").all_inner_texts()]
    assert rows[:4] == [
        "First things Completed",
        "Mood Completed",
        "Drinks, drugs and medicines In progress",
        "Worry and stress Not started",
    ]
    press_continue(device)
    assert device.url == stopped_at


def test_somebody_young_meets_kind_words_and_help_and_can_finish(device: Page) -> None:
    at(device, "age", YOUNG)
    person = Person(device, YOUNG)
    person.go_on()
    expect(device.get_by_role("heading", level=1)).to_have_text("We are glad you are here")
    expect(device.locator("main")).to_contain_text("We delete what you do not send, unless you ask us to call you")
    assert_accessible(device)
    person.walk("/received")
    device.get_by_role("link", name="Read my letter").click()
    expect(device.locator("main")).to_contain_text("We did not ask you about this here")
