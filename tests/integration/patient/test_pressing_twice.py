"""Pressing twice, or again later: a friendly page, nothing lost, nothing made twice."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import clock
from tests.support.client_browser import somebody
from tests.support.handed_over import versions
from tests.support.people import ACUTE, NOTHING


@pytest.mark.parametrize(("known", "link_id"), [({"px_med_now": ["overdose"]}, "px_med_now"), (ACUTE, "asq_5")])
def test_whoever_presses_twice_does_not_miss_the_help(app: Flask, known: dict[str, object], link_id: str) -> None:
    walker = somebody(app, NOTHING | known)
    question = walker.walk_to(link_id)
    first = walker.go_on()
    walker.seen.append(question)
    second = walker.go_on()
    assert first.path == second.path
    assert first.path.startswith("/h/")


def test_an_answer_pressed_twice_is_kept_once_and_leads_on_once(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"taps1_2": "4"})
    question = walker.walk_to("taps1_2")
    first = walker.go_on()
    walker.seen.append(question)
    second = walker.go_on()
    assert (first.path, first.text) == (second.path, second.text), "the word on more questions included"


def test_asking_for_a_call_twice_makes_one_request(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    for _ in range(2):
        walker.seen.append(page)
        assert walker.send("/call", ("call_phone", "555-0100"), ("call", "yes")).path == "/call"
    assert len(versions(app)) == 1


@pytest.mark.parametrize("address", ["/s/8", "/contact", "/consent", "/check", "/more", "/parts"])
def test_whatever_is_sent_again_after_sending_leads_to_the_receipt_and_changes_nothing(
    app: Flask, address: str
) -> None:
    walker = somebody(app)
    walker.walk()
    receipt = walker.seen[-1]
    old_page = next(page for page in reversed(walker.seen) if page.soup.select("input[name=csrf_token]"))
    walker.seen.append(old_page)
    again = walker.send(address, ("phq9_1", "3"), ("contact_phone", "555-0100"), ("continue", "yes"))
    assert again.path == "/received"
    assert again.text == receipt.text
    assert len(versions(app)) == 1
    assert versions(app)[0]["answers"]["phq9_1"] == 0


def test_whoever_goes_back_after_sending_reads_that_it_is_sent(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    page = walker.open("/s/8")
    assert page.path == "/received"
    assert "You have sent your answers" in page.text


def test_a_page_opened_again_the_next_day_says_that_it_is_closed(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    with clock.stopped(clock.now() + timedelta(days=1)):
        page = walker.open(walker.seen[-1].path)
        assert page.status == 410
        assert "closed" in page.text
        assert walker.open("/").status == 200
