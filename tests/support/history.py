"""Back and Forward of a browser."""

import re

from playwright.sync_api import Error, Page

from tests.support.wait import wait_until

ITS_OWN = re.compile("^chrome-error:")  # a page of the browser


def press(page: Page, direction: str) -> None:
    """Press one of the two. A page from memory fires no load event, so nobody waits for one."""
    wait_until(lambda: _was_pressed(page, direction))


def _was_pressed(page: Page, direction: str) -> bool:
    """False while the page is just being put in the place of another one: there is nothing to press then."""
    go = page.go_back if direction == "back" else page.go_forward
    try:
        go(wait_until="commit")
    except Error as error:
        if "Not attached to an active page" in error.message:
            return False
        if "ERR_CACHE_MISS" not in error.message:
            raise
        page.wait_for_url(ITS_OWN)  # before a browser sends a form again it asks
    return True
