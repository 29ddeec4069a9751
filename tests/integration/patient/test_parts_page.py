"""The page of parts: whoever comes back on another day sees how far they got, and goes on there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.extensions import clock
from app.extensions.clock import StoppedClock
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.codes import with_code
from tests.support.people import NOTHING, YOUNG
from tests.support.walker import Page, Walker

MORNING = datetime(2026, 11, 23, 17, tzinfo=UTC)  # a Monday, 12 noon in the centre's zone
WELCOME = "Welcome back. This is where you stopped."


@pytest.fixture
def now() -> Iterator[StoppedClock]:
    with clock.stopped(MORNING) as moving:
        yield moving


def come_back(walker: Walker, app: Flask, code: str) -> Page:
    """On another phone."""
    walker.browser = ClientBrowser(app.test_client())
    walker.open("/return")
    return walker.go_on(code=code)


def rows(page: Page) -> dict[str, str]:
    return {row.select("dt")[0].get_text(): row.select("dd")[0].get_text() for row in page.soup.select("dl div")}


def links(page: Page) -> dict[str, str]:
    return {row.select("dt")[0].get_text(): str(row.a["href"]) for row in page.soup.select("dl div") if row.a}


def test_on_another_day_the_parts_say_how_far_each_is(app: Flask, now: StoppedClock) -> None:
    walker = somebody(app)
    stopped_at = walker.walk_to("taps1_3")
    code = with_code(walker)
    now.move(timedelta(days=1))
    page = come_back(walker, app, code)
    assert page.path == "/parts"
    assert rows(page) == {
        "First things": "Completed",
        "Mood": "Completed",
        "Drinks, drugs and medicines": "In progress",
        "Worry and stress": "Not started",
        "Body and mind": "Not started",
        "Safety and people": "Not started",
    }
    assert list(links(page)) == ["First things", "Mood", "Drinks, drugs and medicines"]
    assert "Your code opens these answers until" in page.text
    assert walker.go_on().path == stopped_at.path
    assert WELCOME in walker.seen[-1].text
    assert WELCOME not in walker.go_on().text
    assert walker.walk().path == "/received"


def test_on_the_same_day_the_question_itself_opens_and_says_so(app: Flask, now: StoppedClock) -> None:
    walker = somebody(app)
    stopped_at = walker.walk_to("phq9_3")
    code = with_code(walker)
    now.at = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # still Monday, half past eleven at night, in the centre's zone
    page = come_back(walker, app, code)
    assert page.path == stopped_at.path
    assert WELCOME in page.text
    assert WELCOME in walker.open(page.path).text, "a reload does not take it away"
    assert WELCOME not in walker.go_on().text


def test_a_part_opens_at_its_first_question_with_its_answer(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("taps1_3")
    page = walker.open(links(walker.open("/parts"))["Mood"])
    assert page.soup.select("input[name=phq9_1][checked]")
    assert walker.open("/parts").status == 200


def test_a_part_behind_a_new_question_is_not_offered_before_it(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    walker.known = NOTHING | {"taps1_2": "4"}
    walker.open(next(page.path for page in walker.seen if page.soup.select("[name=taps1_2]")))
    walker.go_on()
    page = walker.open("/parts")
    assert rows(page)["Drinks, drugs and medicines"] == "In progress"
    assert rows(page)["Body and mind"] == "Completed"
    assert list(links(page)) == ["First things", "Mood", "Drinks, drugs and medicines"]


def test_when_every_part_is_done_going_on_leads_to_the_end(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/contact")
    page = walker.open("/parts")
    assert set(rows(page).values()) == {"Completed"}
    assert walker.go_on().path == "/contact"


def test_without_a_code_the_page_promises_no_way_back(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    assert "Your code" not in walker.open("/parts").text


def test_a_young_person_sees_only_their_own_parts(app: Flask) -> None:
    walker = somebody(app, YOUNG)
    walker.walk_to("phq9_3")
    assert list(rows(walker.open("/parts"))) == ["First things", "Mood", "Safety and people"]


@pytest.mark.parametrize(("until", "leads_to"), [("/consent", "/consent"), ("/received", "/received")])
def test_before_agreeing_and_after_sending_there_are_no_parts(app: Flask, until: str, leads_to: str) -> None:
    walker = somebody(app)
    walker.walk(until=until)
    assert walker.open("/parts").path == leads_to


def test_without_a_screening_the_page_says_that_nothing_is_open(app: Flask) -> None:
    assert ClientBrowser(app.test_client()).get("/parts").status == 410
