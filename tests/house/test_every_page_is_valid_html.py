"""Every page of the person's side, as it is served, is valid HTML."""

from flask import Flask

from tests.html_checker import assert_valid_html
from tests.support.client_browser import somebody
from tests.support.people import ACUTE, YOUNG, everything, not_me
from tests.support.walker import Page


def walked(app: Flask, known: dict[str, object], *, all_applies: bool = False) -> list[Page]:
    walker = somebody(app, known, everything if all_applies else not_me)
    walker.walk(until="/s/4")
    question = walker.seen[-1]
    walker.send(question.path)  # the page that says what is missing
    walker.seen.append(walker.browser.post(question.path, []))  # the page of somebody who was away for too long
    walker.send("/s/120", ("px_voices", "no"))  # the page of an answer that came before its question
    walker.open("/parts")
    walker.walk()
    for path in (
        "/result",
        "/ask",
        "/help",
        "/someone",
        "/read",
        "/read/1",
        "/privacy",
        "/stop",
        "/call",
        "/nothing-here",
        "/leave",
        "/s/1",
    ):
        walker.open(path)
    return walker.seen


def test_every_page_is_valid_html(app: Flask) -> None:
    pages = [
        *walked(app, {"age": "34", "asq_5": "no"}, all_applies=True),
        *walked(app, ACUTE),
        *walked(app, YOUNG),
    ]
    assert len(pages) > 200
    assert_valid_html({f"{number} {page.path}": page.html for number, page in enumerate(pages)})
