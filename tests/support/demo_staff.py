"""Made-up staff of a demo, in a real browser."""

import json
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from app.settings import DEMO_SIGN_INS
from tests.support.authenticator import Authenticator
from tests.support.live_server import LiveServer


def come_in_as(page: Page, server: LiveServer, role: str) -> None:
    """Sign in with password and code, and arrive at the first page of this role."""
    entry = give_password(page, server, role)
    page.locator("[name=otp]").fill(_authenticator(server.instance, entry["totp_secret"]).code())
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def give_password(page: Page, server: LiveServer, role: str) -> dict[str, str]:
    """Sign in as far as the page that asks for the code. Returns what the demo says of them."""
    staff = json.loads((server.instance / DEMO_SIGN_INS).read_text("utf-8"))
    entry: dict[str, str] = next(entry for entry in staff if entry["role"] == role)
    page.goto("/staff/sign-in")
    page.locator("[name=email]").fill(entry["email"])
    page.locator("[name=password]").fill(entry["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/sign-in/code")
    return entry


@cache
def _authenticator(instance: Path, key: str) -> Authenticator:
    """The same one each time at one instance, because it knows which codes were used there."""
    return Authenticator(key)
