"""At night: a clinician whose phone is dead, a colleague who lets them in, an auditor who looks at it. On phones."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.support.axe import assert_accessible
from tests.support.demo_staff import come_in_as, give_password
from tests.support.live_server import LiveServer
from tests.support.screens import NO_SIDEWAYS, SMALL


@pytest.fixture
def own_server(demo_server: LiveServer) -> LiveServer:
    """A centre with made-up people."""
    return demo_server


@pytest.fixture
def three(browser: Browser, own_server: LiveServer) -> Iterator[list[Page]]:
    """Three browsers."""
    with ExitStack() as all_of_them:
        contexts = [browser.new_context(base_url=own_server.base_url, viewport=SMALL) for _ in range(3)]
        yield [all_of_them.enter_context(context).new_page() for context in contexts]


def fits(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate(NO_SIDEWAYS)


def test_they_are_in_within_a_minute_and_somebody_looks_at_it(three: list[Page], own_server: LiveServer) -> None:
    away, colleague, auditor = three
    give_password(away, own_server, "clinician")
    away.get_by_text("Authenticator lost or not at hand").press("Enter")
    away.get_by_role("link", name="A colleague lets me in").press("Enter")
    away.get_by_label("The pass").wait_for()
    fits(away)

    come_in_as(colleague, own_server, "coordinator")
    colleague.get_by_role("link", name="Let a colleague in").press("Enter")
    colleague.get_by_label("Who").select_option(label="Demo Clinician")
    colleague.get_by_label("its battery is empty").press("Space")
    colleague.get_by_role("button", name="Make a pass").press("Enter")
    letters = colleague.locator("[data-pass]").inner_text()
    fits(colleague)

    away.get_by_label("The pass").fill(letters)
    away.keyboard.press("Enter")
    away.get_by_text("A colleague let you in until").wait_for()
    away.locator("[data-reference] h2 a").first.click()
    fits(away)

    come_in_as(auditor, own_server, "auditor")
    auditor.get_by_role("link", name="Look at it").press("Enter")
    auditor.get_by_text("entries in the log").press("Enter")
    fits(auditor)
    auditor.get_by_label("It was needed").press("Space")
    auditor.get_by_label("How you know").fill("I called both.")
    auditor.get_by_role("button", name="I have looked at it").press("Enter")
    auditor.get_by_text("I called both.").wait_for()
    assert not auditor.get_by_role("link", name="Look at it").count()
