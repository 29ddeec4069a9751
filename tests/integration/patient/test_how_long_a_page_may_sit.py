"""How long a page may sit is said, asked for and extended; and what stands there afterwards says nothing."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from app.extensions import db
from app.extensions.clock import StoppedClock
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.engines import on_each_engine
from tests.support.walker import Page, Walker

MINUTE = timedelta(minutes=1)
IDLE = 20 * MINUTE


@pytest.fixture
def person(app: Flask, stopped: StoppedClock) -> Walker:
    """Somebody in the middle of the questions."""
    walker = somebody(app)
    walker.walk(until="/s/4")
    return walker


def ask(walker: Walker, path: str = "/time") -> TestResponse:
    """What a page asks by itself."""
    assert isinstance(walker.browser, ClientBrowser)
    return walker.browser.client.get(path)


def seconds(walker: Walker) -> int:
    answer = ask(walker).json
    assert answer is not None
    return int(answer["seconds"])


@on_each_engine
def test_a_page_can_ask_how_much_time_is_left(person: Walker, stopped: StoppedClock) -> None:
    assert seconds(person) == 20 * 60
    stopped.move(5 * MINUTE)
    assert seconds(person) == 15 * 60
    stopped.move(16 * MINUTE)
    assert seconds(person) == 0


def test_where_nothing_was_begun_no_time_is_left(app: Flask) -> None:
    assert seconds(somebody(app)) == 0


@pytest.mark.parametrize("path", ["/time", "/closed"])
def test_what_a_page_does_by_itself_keeps_no_session_alive(person: Walker, stopped: StoppedClock, path: str) -> None:
    for _ in range(20):
        stopped.move(MINUTE)
        ask(person, path)
    assert person.open("/s/4").status == 410


@pytest.mark.parametrize("path", ["/time", "/closed"])
def test_what_a_page_does_by_itself_writes_nothing_and_changes_no_cookie(
    app: Flask, person: Walker, stopped: StoppedClock, path: str
) -> None:
    written: list[str] = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda *of: written.append(of[2]) if "SELECT" not in of[2] else None
        )
    stopped.move(5 * MINUTE)
    response = ask(person, path)
    assert not [statement for statement in written if not statement.startswith("BEGIN")]
    assert "Set-Cookie" not in response.headers


def test_when_nobody_knows_how_much_time_is_left_none_is_claimed(person: Walker) -> None:
    with patch("app.sessions.store.find", side_effect=OperationalError("", {}, Exception("gone"))):
        assert ask(person).status_code == 503


@on_each_engine
def test_whoever_says_to_be_still_there_has_the_whole_time_again(person: Walker, stopped: StoppedClock) -> None:
    stopped.move(19 * MINUTE)
    assert '"seconds":1200' in person.send("/stay").html
    assert seconds(person) == 20 * 60
    stopped.move(19 * MINUTE)
    assert person.open("/s/4").status == 200


def test_no_other_site_can_keep_a_page_open(person: Walker, stopped: StoppedClock) -> None:
    stopped.move(19 * MINUTE)
    assert isinstance(person.browser, ClientBrowser)
    forged = person.browser.client.post("/stay", headers={"Origin": "https://elsewhere.example"})
    without_token = person.browser.client.post("/stay")
    assert forged.status_code == 403
    assert without_token.status_code >= 400


def test_after_the_end_nobody_can_stay(person: Walker, stopped: StoppedClock) -> None:
    stopped.move(IDLE)
    assert person.send("/stay").status == 410


def test_without_scripts_the_page_leaves_by_itself_a_little_after_the_end(
    person: Walker, stopped: StoppedClock
) -> None:
    stopped.move(5 * MINUTE)
    refresh = person.open("/s/4").soup.select_one("head noscript > meta[http-equiv=refresh]")
    assert refresh is not None
    delay, _, address = str(refresh["content"]).partition("; url=")
    stopped.move(timedelta(seconds=int(delay)))
    assert person.open("/s/4").status == 410, "the session is over by then"
    assert int(delay) < 21 * 60
    assert address == "/closed"


def test_near_the_end_of_the_longest_visit_a_page_knows_that_little_is_left(
    person: Walker, stopped: StoppedClock
) -> None:
    for _ in range(23):
        stopped.move(10 * MINUTE)
        person.open("/s/4")
    stopped.move(5 * MINUTE)
    dialog = person.open("/s/4").soup.select_one("#pause")
    assert dialog is not None
    assert (dialog["data-seconds"], dialog["data-warn"]) == ("300", "100")


@pytest.mark.parametrize("path", ["/s/4", "/received", "/result", "/help", "/privacy", "/nothing-here-but-help"])
def test_a_page_of_a_session_can_close_by_itself(person: Walker, path: str) -> None:
    if path in ("/received", "/result"):
        person.walk()
    page = person.open(path)
    assert bool(page.soup.select("#pause")) == (page.status == 200)
    assert len(page.soup.select("script[src^='/static/person.js']")) == 1


@pytest.mark.parametrize("path", ["/closed", "/leave"])
def test_the_last_page_has_nothing_more_to_close(person: Walker, path: str) -> None:
    page = person.open(path)
    assert not page.soup.select("#pause, noscript")
    assert "without a tap" not in page.text


def closed_pages(app: Flask, stopped: StoppedClock) -> list[Page]:
    """For somebody who never began, who is in the middle, whose time is over, and who left."""
    never, middle, over, left = (somebody(app) for _ in range(4))
    for walker in (middle, over, left):
        walker.walk(until="/s/4")
    left.open("/leave")
    pages = [walker.open("/closed") for walker in (never, middle, left)]
    stopped.move(IDLE)
    return [*pages, over.open("/s/4"), over.open("/closed"), never.open("/s/4")]


def test_the_closed_page_is_the_same_for_everybody(app: Flask, stopped: StoppedClock) -> None:
    pages = closed_pages(app, stopped)
    assert [page.status for page in pages] == [200, 200, 200, 410, 200, 410]
    assert len({page.html for page in pages}) == 1
    assert [link["href"] for link in pages[0].soup.select("main a")] == ["/return", "/help", "/"]
