"""Somebody whose phone is lost comes in with a recovery code, by keyboard alone, and sets up a new authenticator."""

from playwright.sync_api import Page, expect

from tests.e2e.enrolment import EMAIL, PASSWORD, enrol, set_up
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS, SMALL


def looks_right(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate(NO_SIDEWAYS)


def test_a_recovery_code_opens_once_and_leads_to_a_new_authenticator(own_laptop: Page, own_server: LiveServer) -> None:
    page = own_laptop
    page.set_viewport_size(SMALL)
    first, *_ = enrol(page, own_server, look=looks_right)
    page.get_by_role("button", name="Sign out").click()

    # When they sign in and the page asks for a code
    page.locator("[name=email]").focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Six digits from your authenticator")).to_be_focused()
    looks_right(page)

    # Then a recovery code is three keys away, and is taken as it is written down
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(first.lower())
    looks_right(page)
    page.keyboard.press("Enter")

    # And leads to a new authenticator, with new codes
    page.wait_for_url("**/staff/sign-in/set-up")
    assert first not in set_up(page)
    page.wait_for_url("**/staff/queue")
    page.goto("/staff/account")
    expect(page.locator("main")).to_contain_text("10 are left")
    looks_right(page)
