"""Everything that a person reads passes through a catalogue, or says in which language it is.

The pages are walked in a language made up for this (tests/support/marked.py). What stands outside its marks was never
offered to a translator; the words that a publisher put out in Spanish are none of ours.
"""

from functools import cache

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.instruments import catalogue
from tests.support.client_browser import ClientBrowser
from tests.support.marked import outside, speak_marked
from tests.support.people import ACUTE, everything
from tests.support.walker import Page, Walker

DATA = "[data-reference], [data-code]"
TYPED = "canary-"
MIDWAY = ("/parts", "/stop", "/s/5")
ASIDE = ("/help", "/someone", "/privacy", "/return", "/read", "/read/1", "/nothing-here")
AFTERWARDS = ("/received", "/result", "/ask", "/closed", "/kiosk")


@pytest.fixture
def marked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> ClientBrowser:
    """A browser whose reader chose the language in which everything is marked."""
    speak_marked(monkeypatch)
    client = app.test_client()
    client.set_cookie("l", "es")
    return ClientBrowser(client)


@cache
def published() -> list[str]:
    """Every text that a publisher put out in Spanish, the longest first."""
    words = [words for (_, language), words in catalogue().translations.items() if language == "es"]
    items = [item for part in words for item in part.items]
    options = [option.text for item in items for option in item.options]
    others = [text for part in words for text in (part.title, part.stem, part.intro) if text]
    return sorted((*options, *others, *(item.text for item in items)), key=len, reverse=True)


def unmarked(page: Page) -> list[str]:
    """The words of a page that no catalogue was asked for."""
    body = BeautifulSoup(page.html, "html.parser").body  # of which parts are taken away
    assert body is not None
    return [line for line in outside(body, DATA, published()) if not line.startswith(TYPED)]


def test_what_no_catalogue_was_asked_for_is_found() -> None:
    ours = '<p>⟦A ⟦b⟧⟧ 988 <i lang="en">English</i></p>'
    page = Page("/", 200, f'<html><body>{ours}<p title="here">⟦c⟧ there</p></body></html>')
    assert unmarked(page) == ["there", "here"]


def open_each(walker: Walker, paths: tuple[str, ...]) -> None:
    for path in paths:
        assert walker.open(path).path == path


def test_a_person_reads_nothing_that_no_catalogue_was_asked_for(marked: ClientBrowser) -> None:
    walker = Walker(marked, ACUTE | {"contact_name": "", "contact_phone": ""}, everything)
    walker.walk(until="/s/9")
    walker.send("/call", ("call_phone", ""))
    walker.send("/call", ("call_phone", f"{TYPED}555-0142"))
    assert walker.seen[-1].path == "/call"
    open_each(walker, MIDWAY)
    walker.open("/stop")
    assert walker.press("code").soup.select("[data-code]")
    walker.open("/stop")
    walker.open("/check")
    walker.walk()
    open_each(walker, (*ASIDE, *AFTERWARDS))
    walker.open("/leave")
    assert len({page.path for page in walker.seen}) > 120
    found = {page.path: left for page in walker.seen if (left := unmarked(page))}
    assert not found, "\n".join(f"{path}: {left}" for path, left in found.items())
