"""A tablet in a waiting room: one person after the other, staff at their desk, and nothing left on the screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.enrolment import enrol
from tests.e2e.screening import Person
from tests.support.axe import assert_accessible
from tests.support.history import ITS_OWN, press
from tests.support.live_server import LiveServer
from tests.support.people import NOTHING
from tests.support.scripts_off import switch_scripts_off
from tests.support.visit import visit

TABLET: ViewportSize = {"width": 768, "height": 1024}
SHOWS_NOTHING = re.compile("This device is ready|This page is closed|Do you want to stop here")
CANARY = NOTHING | {"px_matters": "canary of the first person", "contact_name": "canary name"}


@pytest.fixture(params=["without scripts", "with scripts"])
def tablet(request: pytest.FixtureRequest, browser: Browser, own_server: LiveServer) -> Iterator[Page]:
    """A tablet of the centre, at rest."""
    with visit(browser, base_url=own_server.base_url, viewport=TABLET) as context:
        page = context.new_page()
        if request.param == "without scripts":
            switch_scripts_off(page)
        page.goto("/kiosk")
        yield page


@pytest.fixture
def desk(own_laptop: Page, own_server: LiveServer) -> Page:
    """A coordinator who is signed in."""
    enrol(own_laptop, own_server)
    return own_laptop


def hand_over(desk: Page, tablet: Page) -> None:
    """Make a number and enter it on the tablet."""
    desk.goto("/staff/hand-over")
    desk.get_by_label("Which device is it?").fill("Tablet by the window")
    desk.get_by_role("button", name="Make a number").click()
    number = desk.locator("[data-number]")
    expect(number).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    tablet.get_by_label("The number from the team").fill(number.inner_text())
    tablet.get_by_role("button", name="Begin").click()
    expect(tablet.get_by_role("heading", level=1)).to_contain_text("how things are for you")


def assert_nothing_comes_back(tablet: Page, steps: int = 5) -> None:
    """Back, forward and reload show no word of whoever was here."""
    for _ in range(steps):
        press(tablet, "back")
        assert_shows_nothing(tablet)
    for _ in range(steps):
        press(tablet, "forward")
        assert_shows_nothing(tablet)
    tablet.reload()
    assert_shows_nothing(tablet)


def assert_shows_nothing(tablet: Page) -> None:
    if not ITS_OWN.match(tablet.url):
        expect(tablet.locator("h1")).to_have_text(SHOWS_NOTHING)
    assert "canary" not in tablet.content()


def test_two_persons_answer_one_after_the_other_and_neither_finds_anything_of_the_other(
    desk: Page, tablet: Page
) -> None:
    # Given a tablet that staff handed over
    assert_accessible(tablet)
    hand_over(desk, tablet)
    assert_accessible(desk)

    # When the first person answers, sends, and reads the letter
    person = Person(tablet, CANARY)
    person.walk("/received")
    first = tablet.locator("[data-reference]").inner_text()
    expect(tablet.get_by_role("heading", name="Please hand the device back")).to_be_visible()
    assert_accessible(tablet)
    tablet.get_by_role("link", name="Read my letter").click()
    assert_accessible(tablet)

    # Then staff see that the tablet can be fetched, and nothing else about it
    desk.goto("/staff/queue")
    expect(desk.locator("#devices")).to_contain_text("the device is not back yet")
    expect(desk.locator("#devices")).not_to_contain_text(first)
    assert_accessible(desk)

    # When the person finishes
    tablet.get_by_role("button", name="Finish").click()

    # Then the tablet is at rest, and stays there whatever is pressed
    expect(tablet.get_by_role("heading", level=1)).to_have_text("This device is ready")
    assert_nothing_comes_back(tablet)

    # And the second person begins with nothing of the first
    tablet.goto("/kiosk")
    hand_over(desk, tablet)
    for page in person.pages_until("/s/5"):
        assert "canary" not in page.content()


@pytest.mark.parametrize("way", ["leave", "delete"])
def test_leaving_leads_back_to_rest_and_nothing_comes_back(desk: Page, tablet: Page, way: str) -> None:
    hand_over(desk, tablet)
    Person(tablet, CANARY).walk("/s/5")
    if way == "leave":
        tablet.get_by_role("link", name="Leave now").first.click()
    else:
        tablet.goto("/stop")
        tablet.get_by_role("button", name="Delete my answers now").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("This device is ready")
    assert_nothing_comes_back(tablet)
    desk.goto("/staff/queue")
    expect(desk.locator("#devices")).to_contain_text("without sending")


def test_a_tablet_that_was_put_down_goes_back_to_rest_by_itself(
    browser: Browser, desk: Page, own_server: LiveServer
) -> None:
    with visit(browser, base_url=own_server.base_url, viewport=TABLET) as context:
        tablet = context.new_page()
        tablet.clock.install()
        tablet.goto("/kiosk")
        hand_over(desk, tablet)
        Person(tablet, CANARY).walk("/s/5")
        own_server.let_pass(minutes=2.5)
        tablet.clock.fast_forward("02:30")
        expect(tablet.get_by_role("dialog", name="Are you still there?")).to_be_visible()
        own_server.let_pass(minutes=0.6)
        tablet.clock.fast_forward("00:36")
        expect(tablet.get_by_role("heading", level=1)).to_have_text("This device is ready")
        assert_nothing_comes_back(tablet)
    desk.goto("/staff/queue")
    expect(desk.locator("#devices")).to_contain_text("Closed by itself")


def test_who_asks_for_a_person_is_seen_at_the_desk_by_itself(desk: Page, tablet: Page) -> None:
    desk.clock.install()
    hand_over(desk, tablet)
    desk.goto("/staff/queue")
    Person(tablet, NOTHING).walk("/s/3")
    expect(desk.get_by_role("alert")).to_be_hidden()

    # When the person presses the button, which is there on every page
    tablet.get_by_role("button", name="I need a person").click()

    # Then they read that someone comes, and can go on
    expect(tablet.get_by_role("heading", level=1)).to_have_text("We have told the team")
    assert_accessible(tablet)
    tablet.get_by_role("button", name="Go on with the questions").click()
    expect(tablet.locator("main")).to_contain_text("Part 1")

    # And a page that was open at the desk says that there is news
    desk.clock.run_for(15_000)
    expect(desk.get_by_role("alert")).to_contain_text("There is news of a device")
    expect(desk).to_have_title(re.compile(r"^\(!\) "))
    assert_accessible(desk)
    desk.get_by_role("link", name="Look at it").click()
    expect(desk.locator(".call")).to_contain_text("Tablet by the window: Asked for a person at")
    assert_accessible(desk)

    # When a colleague has gone there
    desk.get_by_role("button", name="I have gone there").click()

    # Then it is off the desk
    expect(desk.locator(".call")).to_have_count(0)
    expect(desk.locator("#devices")).to_contain_text("Someone went there at")


def test_a_narrow_device_shows_every_button(browser: Browser, desk: Page, own_server: LiveServer) -> None:
    with visit(browser, base_url=own_server.base_url, viewport={"width": 320, "height": 560}) as context:
        page = context.new_page()
        page.goto("/kiosk")
        hand_over(desk, page)
        Person(page, NOTHING).walk("/s/3")
        expect(page.get_by_role("button", name="I need a person")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.get_by_role("button", name="Continue").scroll_into_view_if_needed()
        expect(page.get_by_role("button", name="Continue")).to_be_in_viewport(ratio=1)
