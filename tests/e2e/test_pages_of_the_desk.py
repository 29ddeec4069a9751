"""The pages of a working day beside queue and review: accessible, and no wider than a small screen."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.enrolment import enrol
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS, SMALL

LARGE: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
def own_server(demo_server: LiveServer) -> LiveServer:
    """A centre with made-up people."""
    return demo_server


@pytest.fixture
def desk(own_laptop: Page, own_server: LiveServer) -> Page:
    """A member of its staff, signed in."""
    enrol(own_laptop, own_server)
    return own_laptop


PATHS = (
    "/staff/week",
    "/staff/shift",
    "/staff/queue?tab=unclaimed",
    "/staff/hand-over",
    "/staff/invites",
    "/staff/account",
    "/staff/rescreens",
    "/staff/sending",
    "/staff/blank",
)


@pytest.fixture
def supervisor(desk: Page, own_server: LiveServer) -> Page:
    """A supervisor, with a case that was closed by one person."""
    desk.locator("[data-level=imminent] h2 a").first.click()
    desk.get_by_text("Close this screening").click()
    closing = desk.locator("form[action$='/close']")
    closing.get_by_label("Has an appointment here").check()
    closing.get_by_label("Your assessment").fill("Spoke for long. Safe now.")
    closing.get_by_label("If nobody: why not").fill("Alone on the night shift.")
    closing.get_by_label("Why nobody tried to reach the person").fill("Came in person.")
    closing.get_by_role("button", name="Close it").click()
    desk.get_by_role("button", name="Sign out").click()
    enrol(desk, own_server, "supervisor@example.org", "supervisor", "Sam Supervisor")
    return desk


def fits(desk: Page) -> None:
    assert_accessible(desk)
    desk.set_viewport_size(SMALL)
    assert_accessible(desk)
    assert desk.evaluate(NO_SIDEWAYS)


def test_a_second_look_is_taken_by_keyboard_on_pages_that_fit(supervisor: Page) -> None:
    supervisor.get_by_role("link", name="Second look (1 to check)").press("Enter")
    fits(supervisor)
    supervisor.locator("[data-look] a").press("Enter")
    fits(supervisor)
    supervisor.get_by_label("Send it back").press("Space")
    supervisor.get_by_label("What you found").press_sequentially("Nobody asked about means.")
    supervisor.keyboard.press("Tab")
    supervisor.keyboard.press("Enter")
    expect(supervisor.locator("main")).to_contain_text("Nothing waits for a second look.")
    supervisor.goto("/staff/queue")
    expect(supervisor.locator("[data-reference]").first).to_have_attribute("data-level", "imminent")
    expect(supervisor.locator(".standing")).to_contain_text("that nobody has opened.")


def test_each_page_of_the_desk_is_accessible_and_fits_a_small_screen(desk: Page, subtests: pytest.Subtests) -> None:
    for path in PATHS:
        with subtests.test(path):
            desk.set_viewport_size(LARGE)
            desk.goto(path)
            fits(desk)


def test_one_person_over_time_is_accessible_fits_a_small_screen_and_prints_without_buttons(desk: Page) -> None:
    desk.goto("/staff/rescreens")
    desk.click("[data-rescreen] a[href*='/staff/people/']")
    assert desk.locator(".plot .point").count() > 0
    fits(desk)
    desk.emulate_media(media="print")
    assert desk.locator("main form:visible").count() == 0
    assert desk.locator(".plot:visible").count() > 0


def test_two_screenings_are_linked_and_a_third_planned_by_keyboard_alone(desk: Page) -> None:
    desk.goto("/staff/rescreens")
    desk.click("[data-rescreen] a[href*='/staff/screenings/']")
    assert_accessible(desk)
    desk.focus("#person form[action$='/same'] button")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**#person")
    assert "of 5 of this person" in desk.locator("#person .course").inner_text()
    desk.focus("summary:has-text('Plan to screen again')")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**#rescreens")
    assert desk.locator("#rescreens + ol li").count() == 3
