"""In every failure the person gets a page with the crisis numbers, and the truth about the answer just given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.extensions import clock, db
from app.intake.models import Screening
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import ACUTE, NOTHING
from tests.support.walker import Walker


@contextmanager
def nothing_can_be_saved() -> Iterator[None]:
    """The disk is full at the moment of the commit."""
    with patch.object(db.session, "commit", side_effect=OperationalError("COMMIT", {}, Exception("disk is full"))):
        yield


def at(app: Flask, known: dict[str, object], link_id: str) -> Walker:
    walker = somebody(app, known)
    walker.open()
    while f'name="{link_id}"' not in walker.seen[-1].html:
        walker.go_on()
    return walker


def test_an_answer_that_could_not_be_saved_is_said_to_be_lost_and_can_be_given_again(app: Flask) -> None:
    walker = at(app, NOTHING, "phq9_3")
    question = walker.seen[-1]
    with nothing_can_be_saved():
        assert walker.go_on().status == 503
    assert "could not save that answer" in walker.seen[-1].text
    assert walker.open(question.path).path == question.path, "the question is still the one that is due"
    walker.go_on()
    assert 'name="phq9_4"' in walker.seen[-1].html


@pytest.mark.parametrize("link_id", ["asq_5", "phq9_9"])
def test_help_is_shown_even_when_the_answer_could_not_be_saved(app: Flask, link_id: str) -> None:
    walker = at(app, ACUTE, link_id)
    with nothing_can_be_saved():
        page = walker.go_on()
    assert page.status == 503
    assert page.soup.select("main a[href='tel:988']")
    assert "could not keep your last answer" in page.text


def test_nothing_is_confirmed_that_was_not_sent(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    with nothing_can_be_saved():
        page = walker.go_on()
    assert page.status == 503
    assert "Nothing was sent" in page.text
    with app.app_context():
        assert db.session.query(Screening).count() == 0
    walker.open("/check")
    assert walker.go_on().path == "/received"


def test_after_a_long_pause_the_page_says_so_and_offers_to_begin_again(app: Flask) -> None:
    walker = at(app, NOTHING, "phq9_3")
    with clock.stopped(clock.now() + timedelta(minutes=21)):
        page = walker.open(walker.seen[-1].path)
    assert page.status == 410
    assert "This page is closed" in page.text
    assert "/return" in [link["href"] for link in page.soup.select("main a")]


def test_a_risky_answer_after_a_long_pause_still_gets_help(app: Flask) -> None:
    walker = at(app, ACUTE, "asq_5")
    with clock.stopped(clock.now() + timedelta(minutes=21)):
        page = walker.go_on()
    assert "988 now" in page.text
    assert "could not keep your last answer" in page.text


def test_a_session_that_is_over_cannot_be_brought_back_with_its_cookie(app: Flask) -> None:
    walker = at(app, NOTHING, "phq9_3")
    assert isinstance(walker.browser, ClientBrowser)
    cookie = walker.browser.client.get_cookie("s")
    assert cookie is not None
    walker.open("/leave")
    thief = app.test_client()
    thief.set_cookie("s", cookie.value)
    assert ClientBrowser(thief).get(walker.seen[-2].path).status == 410


def test_an_error_nobody_foresaw_is_a_page_with_the_numbers_and_no_technical_word(app: Flask) -> None:
    with patch("app.patient.start_routes.minutes", side_effect=RuntimeError("canary in an exception")):
        page = ClientBrowser(app.test_client()).get("/")
    assert page.status == 500
    assert "canary" not in page.html
    assert "Traceback" not in page.html


def test_when_even_the_error_page_breaks_the_last_resort_answers(app: Flask) -> None:
    with (
        patch("app.patient.start_routes.minutes", side_effect=RuntimeError),
        patch("app.web.errors.render_template", side_effect=RuntimeError),
    ):
        page = ClientBrowser(app.test_client()).get("/")
    assert page.status == 500
    assert "something went wrong on our side" in page.text


@contextmanager
def no_database() -> Iterator[None]:
    """Nothing can be read either."""
    gone = OperationalError("SELECT", {}, Exception("unable to open database file"))
    with (
        patch("app.sessions.store.find", side_effect=gone),
        patch("app.sites.store.in_own_transaction", side_effect=gone),
        patch.object(db.session, "execute", side_effect=gone),
    ):
        yield


def test_without_any_database_a_risky_answer_still_gets_help(app: Flask) -> None:
    walker = at(app, ACUTE, "asq_5")
    with no_database():
        page = walker.go_on()
    assert page.status == 503
    assert "988 now" in page.text


@pytest.mark.parametrize("path", ["/", "/help", "/privacy", "/stop", "/leave"])
def test_the_pages_that_need_no_database_answer_without_one(app: Flask, path: str) -> None:
    walker = at(app, NOTHING, "px_helper")
    with no_database():
        assert walker.open(path).status == 200


def test_the_way_in_of_a_site_without_a_database_is_a_page_that_says_to_try_again(app: Flask) -> None:
    with no_database():
        page = ClientBrowser(app.test_client()).get("/at/a2b3c4d5e6")
    assert page.status == 503
    assert "try again" in page.text


def test_a_question_without_a_database_is_a_page_that_says_to_try_again(app: Flask) -> None:
    walker = at(app, NOTHING, "px_helper")
    with no_database():
        page = walker.open("/s/1")
    assert page.status == 503
    assert "try again" in page.text


def test_a_risky_answer_given_after_sending_is_not_kept_and_gets_help_all_the_same(app: Flask) -> None:
    walker = at(app, NOTHING, "px_med_now")
    question = walker.seen[-1]
    walker.walk()
    walker.known = NOTHING | {"px_med_now": ["overdose"]}
    walker.seen.append(question)
    page = walker.go_on()
    assert page.status == 409
    assert "Call 911 now" in page.text
    assert "could not keep your last answer" in page.text


def test_a_risky_answer_with_an_old_token_gets_help(app: Flask) -> None:
    walker = at(app, ACUTE, "asq_5")
    page = walker.browser.post(walker.seen[-1].path, [("asq_5", "yes"), ("csrf_token", "old"), ("continue", "yes")])
    assert page.status == 400
    assert "988 now" in page.text


def test_a_risky_answer_that_meets_a_fault_of_ours_gets_help(app: Flask) -> None:
    walker = at(app, ACUTE, "asq_5")
    with patch("app.patient.step_routes.give_answers", side_effect=KeyError("a rule that is gone")):
        page = walker.go_on()
    assert page.status == 500
    assert "988 now" in page.text


def test_a_call_that_did_not_reach_us_is_never_taken_for_one_that_did(app: Flask) -> None:
    walker = at(app, ACUTE, "phq9_9")
    page = walker.go_on()
    token = page.soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"]
    with clock.stopped(clock.now() + timedelta(minutes=21)):
        late = walker.browser.post("/call", [("csrf_token", str(token)), ("call_phone", "555-0100"), ("call", "yes")])
    assert "Nobody will call you yet" in late.text
    with app.app_context():
        assert db.session.query(Screening).count() == 0
