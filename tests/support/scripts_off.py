"""JavaScript off, in a way that lets the accessibility checker, which is JavaScript, look at the page afterwards.

Playwright's own switch cannot be turned back: with it, the checker hangs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

_sessions: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def switch_scripts_off(page: Page) -> None:
    """From now on this page runs no script of the site and shows what stands in `noscript`."""
    _sessions[page] = page.context.new_cdp_session(page)
    _set_disabled(page, disabled=True)


@contextmanager
def scripts_allowed(page: Page) -> Iterator[None]:
    """Let the test's own scripts run for a while, on the page as it was loaded without any."""
    page.wait_for_load_state()  # a page that has only just arrived may be empty still
    if page not in _sessions:
        yield
        return
    _set_disabled(page, disabled=False)
    try:
        yield
    finally:
        _set_disabled(page, disabled=True)


def _set_disabled(page: Page, *, disabled: bool) -> None:
    _sessions[page].send("Emulation.setScriptExecutionDisabled", {"value": disabled})
