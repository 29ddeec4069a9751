"""The pages of administrators: accessible, no wider than a small screen, worked by keyboard."""

from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.support.axe import assert_accessible
from tests.support.demo_staff import come_in_as
from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS, SMALL

LARGE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture
def own_server(demo_server: LiveServer) -> LiveServer:
    """A centre with made-up people."""
    return demo_server


@pytest.fixture
def office(own_laptop: Page, own_server: LiveServer) -> Page:
    """Its administrator, signed in."""
    come_in_as(own_laptop, own_server, "admin")
    return own_laptop


def test_each_page_of_the_office_is_accessible_and_fits_a_small_screen(office: Page, subtests: pytest.Subtests) -> None:
    for path in ("/staff/site", "/staff/sites", "/staff/team", "/staff/import"):
        with subtests.test(path):
            office.goto(path)
            _assert_fit(office)


def test_registers_and_drills_are_worked_by_keyboard(office: Page, own_server: LiveServer) -> None:
    own_server.flask("webhooks", "add", "https://hooks.elm-street-clinic.example/braid/screenings")
    for path, button in (
        ("/staff/drill", "Start a drill"),
        ("/staff/alerts", "Send a test"),
        ("/staff/sign-off", "Record it"),
    ):
        office.goto(path)
        office.get_by_role("button", name=button).press("Enter")
        office.wait_for_load_state()
        _assert_fit(office)
    office.goto("/staff/lines")
    for summary in office.locator("summary").all():
        summary.press("Enter")
    _assert_fit(office)
    office.goto("/staff/tokens")
    office.get_by_label("What the other system is called").fill("Elm Street Clinic")
    office.get_by_label("Take a copy").press("Space")
    office.get_by_label("90 days").press("Space")
    office.get_by_role("button", name="Make a token").press("Enter")
    office.get_by_text("It is not shown again.").wait_for()
    _assert_fit(office)


def _assert_fit(page: Page) -> None:
    page.set_viewport_size(LARGE)
    assert_accessible(page)
    page.set_viewport_size(SMALL)
    assert_accessible(page)
    assert page.evaluate(NO_SIDEWAYS)


def test_enter_in_a_field_of_the_site_saves_it_and_only_the_button_shows_what_would_be_asked(office: Page) -> None:
    office.goto("/staff/site")
    office.get_by_label("Kessler").check()
    office.get_by_role("button", name="Only show").click()
    assert_accessible(office)
    assert office.locator("#preview").is_visible()
    office.goto("/staff/site")
    assert not office.get_by_label("Kessler").is_checked()
    office.get_by_label("Phone number").fill("555-0123")
    office.keyboard.press("Enter")
    office.get_by_text("Saved.").wait_for()
    assert office.get_by_label("Phone number").input_value() == "555-0123"


@pytest.mark.parametrize(("scheme", "button"), [("light", "rgb(122, 31, 92)"), ("dark", "rgb(240, 182, 218)")])
def test_the_colors_that_a_site_chose_are_seen_and_can_be_read(
    office: Page, own_phone: Page, scheme: Literal["light", "dark"], button: str
) -> None:
    office.goto("/staff/site")
    office.get_by_label("Accent on light").fill("#7a1f5c")
    office.get_by_label("Accent on dark").fill("#f0b6da")
    office.get_by_label("People see name").check()
    office.keyboard.press("Enter")
    office.get_by_text("Saved.").wait_for()
    own_phone.emulate_media(color_scheme=scheme)
    own_phone.goto("/")
    start = own_phone.get_by_role("button", name="Start")
    assert start.evaluate("button => getComputedStyle(button).backgroundColor") == button
    assert_accessible(own_phone)
