"""Somebody who may have to leave: in a browser with and without scripts, with another site to leave to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.elsewhere import Elsewhere, elsewhere
from tests.support.live_server import LiveServer, serving
from tests.support.scripts_off import switch_scripts_off
from tests.support.visit import visit


@pytest.fixture(scope="module")
def outside() -> Iterator[Elsewhere]:
    """The neutral site that leaving leads to."""
    with elsewhere() as site:
        yield site


@pytest.fixture(scope="module")
def server(outside: Elsewhere, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server that sends whoever leaves to that site."""
    with serving(tmp_path_factory.mktemp("leaving"), BRAID_LEAVE_URL=outside.url) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: LiveServer) -> Iterator[Page]:
    """A browser that runs scripts."""
    with visit(browser, base_url=server.base_url, viewport={"width": 360, "height": 780}) as context:
        yield context.new_page()


@pytest.fixture(params=["scripts on", "scripts off"])
def either(request: pytest.FixtureRequest, page: Page) -> Page:
    """The same test in a browser with and without scripts."""
    if request.param == "scripts off":
        switch_scripts_off(page)
    return page
