"""Somebody who answers and sends, and tries again as long as no receipt has come."""

from dataclasses import dataclass
from http.client import HTTPException
from typing import Final

from tests.support.client_browser import NUMBERS
from tests.support.load.logbook import Logbook
from tests.support.people import ACUTE, not_me
from tests.support.walker import Browser, Page, Walker, forward_form

CHECK, RECEIVED = "/check", "/received"
NOTHING_SENT: Final = "Nothing was sent"
CUT_OFF: Final = (OSError, HTTPException)
_FAULT: Final = 500


@dataclass
class Person:
    """`has_begun`: their browser has a session, so they go on where they were."""

    key: str
    browser: Browser
    book: Logbook
    has_begun: bool = False

    def __post_init__(self) -> None:
        self.walker = Walker(self.browser, ACUTE | {"contact_name": self.key}, not_me)

    def try_once(self) -> bool:
        """From wherever they are to the receipt. False if something was in the way: then they can try again."""
        try:
            page = self._look(self.walker.open(CHECK if self.has_begun else "/"))
            while page.path not in (CHECK, RECEIVED) and page.status < _FAULT and forward_form(page):
                page = self._look(self.walker.go_on())
                self.has_begun = True
            return bool(self.read(self.send() if page.path == CHECK and forward_form(page) else page))
        except CUT_OFF:
            return False

    def send(self) -> Page:
        """Press send on the page that is open. Raises what a connection that breaks raises."""
        self.book.write("invoke", self.key)
        try:
            page = self._look(self.walker.go_on())
        except CUT_OFF as error:
            self.book.write("unknown", self.key, type(error).__name__)
            raise
        if not _reference(page):
            self.book.write("refused" if NOTHING_SENT in page.text else "unknown", self.key, str(page.status))
        return page

    def read(self, page: Page) -> str:
        """The reference, if this is the receipt."""
        if reference := _reference(page):
            self.book.write("ok", self.key, reference)
        return reference

    def _look(self, page: Page) -> Page:
        if not all(number in page.html for number in NUMBERS):
            self.book.write("bare", self.key, f"{page.status} {page.path}")
        return page


def _reference(page: Page) -> str:
    marks = page.soup.select("[data-reference]") if page.path == RECEIVED else ()
    return str(marks[0]["data-reference"]) if marks else ""
