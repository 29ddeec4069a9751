"""How somebody of the staff comes in for the first time."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.support.authenticator import Authenticator
from tests.support.live_server import LiveServer

EMAIL, PASSWORD = "coordinator@example.org", "a pretend password of some length"


def do_not_look(_page: Page) -> None:
    """For tests of what comes afterwards."""


def enrol(
    laptop: Page,
    server: LiveServer,
    email: str = EMAIL,
    role: str = "coordinator",
    name: str = "Casey Coordinator",
    look: Callable[[Page], None] = do_not_look,
) -> list[str]:
    """Use a new enrolment link, look at each page, and arrive at the queue. Returns the recovery codes."""
    link = server.flask("staff", "add", email, "--role", role).strip().splitlines()[-1]
    laptop.goto(link)
    look(laptop)
    laptop.get_by_label("Your name").fill(name)
    laptop.get_by_label("A new password").fill(PASSWORD)
    laptop.keyboard.press("Enter")
    laptop.wait_for_url("**/staff/sign-in/set-up")
    look(laptop)
    recovery_codes = set_up(laptop, look)
    laptop.wait_for_url("**/staff/queue")
    return recovery_codes


def set_up(laptop: Page, look: Callable[[Page], None] = do_not_look) -> list[str]:
    """Set up an authenticator on the page that is open, look at the codes, keep them, and go on. Returns them."""
    phone = Authenticator(laptop.locator("main code").inner_text())
    laptop.get_by_label("Six digits").fill(phone.code())
    laptop.keyboard.press("Enter")
    laptop.wait_for_url("**/staff/account/recovery-codes")
    look(laptop)
    codes = laptop.locator("main ol code").all_inner_texts()
    laptop.get_by_role("link", name="I have kept them").click()
    return codes
