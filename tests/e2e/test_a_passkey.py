"""Somebody of the staff makes a passkey in a real browser and signs in with it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.e2e.enrolment import EMAIL, PASSWORD
from tests.support.axe import assert_accessible
from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS, SMALL

OWN_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def chip(own_laptop: Page) -> Iterator[tuple[CDPSession, str]]:
    """What the laptop keeps passkeys in, and checks a finger with."""
    session = own_laptop.context.new_cdp_session(own_laptop)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": OWN_DEVICE})
    yield session, made["authenticatorId"]
    session.detach()


def looks_right(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate(NO_SIDEWAYS)


def test_a_passkey_is_made_at_enrolment_and_opens_the_account_from_then_on(
    own_laptop: Page, own_server: LiveServer, chip: tuple[CDPSession, str]
) -> None:
    page, here = own_laptop, own_server.base_url.replace("127.0.0.1", "localhost")
    page.set_viewport_size(SMALL)
    link = own_server.flask("staff", "add", EMAIL, "--role", "admin").strip().splitlines()[-1]

    # At the address of numbers, to which no passkey can be bound, the page says where it works
    page.goto(link)
    page.get_by_label("Your name").fill("Pat Admin")
    page.get_by_label("A new password").fill(PASSWORD)
    page.get_by_label("Show what you type").check()
    expect(page.get_by_label("A new password")).to_have_attribute("type", "text")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=here)).to_be_visible()

    # There, their password is asked for, and then a passkey is made in the place of an authenticator
    page.goto(f"{here}/staff/sign-in")
    _password(page)
    page.get_by_label("What to call it").fill("My laptop")
    looks_right(page)
    page.get_by_role("button", name="Make a passkey").press("Enter")
    page.wait_for_url("**/staff/account/recovery-codes")
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()

    # It opens the account, by keyboard; when the finger is not theirs, the page says so and they try again
    _password(page)
    page.wait_for_url("**/staff/sign-in/code")
    looks_right(page)
    session, authenticator = chip
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name="Use your passkey").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("That did not work. Try once more.")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    page.get_by_role("button", name="Use your passkey").press("Enter")
    page.wait_for_url("**/staff/team")
    page.goto(f"{here}/staff/account")
    expect(page.get_by_text("My laptop")).to_be_visible()
    looks_right(page)


def _password(page: Page) -> None:
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
