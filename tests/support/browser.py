"""The two devices of the two users, in the machine's own Chromium."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.absent import absent
from tests.support.live_server import LiveServer
from tests.support.scripts_off import switch_scripts_off
from tests.support.visit import visit
from tools import ensure_browser

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser_is_here() -> str:
    """Comes first in every browser test (the root conftest sees to it): the path of the browser, or a skip."""
    if not ensure_browser.node_starts():
        absent("the library that Playwright needs (libatomic)")
    return ensure_browser.chromium() or absent("a Chromium browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_is_here: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How Chromium is started; the back/forward cache is on, as it is on a real phone."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        "executable_path": browser_is_here,
        "args": [*QUIET, *(["--no-sandbox"] if is_root else [])],
        "ignore_default_args": ["--disable-back-forward-cache"],
        "env": os.environ | {"HOME": str(tmp_path_factory.mktemp("browser-home"))},
    }


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The person's phone: small, and JavaScript is off."""
    yield from _phone(browser, live_server)


@pytest.fixture
def laptop(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The coordinator's laptop."""
    yield from _laptop(browser, live_server)


@pytest.fixture
def own_phone(browser: Browser, own_server: LiveServer) -> Iterator[Page]:
    """A phone that visits a server of this test's own."""
    yield from _phone(browser, own_server)


@pytest.fixture
def own_laptop(browser: Browser, own_server: LiveServer) -> Iterator[Page]:
    """A laptop that visits a server of this test's own."""
    yield from _laptop(browser, own_server)


def _phone(browser: Browser, server: LiveServer) -> Iterator[Page]:
    with visit(browser, base_url=server.base_url, viewport={"width": 360, "height": 780}) as context:
        page = context.new_page()
        switch_scripts_off(page)
        yield page


def _laptop(browser: Browser, server: LiveServer) -> Iterator[Page]:
    with visit(browser, base_url=server.base_url, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()
