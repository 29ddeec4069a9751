"""A person answers, sends, and gets a receipt and a letter."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.arriving.models import Draft
from app.intake.models import Screening, ScreeningVersion
from app.intake.queue.rows import idle_drafts
from app.intake.records import Record
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import ACUTE, HEROIN_AND_DEPRESSION, NOTHING, YOUNG, everything, not_me
from tests.support.walker import Walker

REFERENCE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


def reference_on(walker: Walker) -> str:
    tag = walker.seen[-1].soup.select_one("[data-reference]")
    assert tag is not None
    return str(tag["data-reference"])


def test_somebody_with_nothing_to_report_gets_to_the_receipt(app: Flask) -> None:
    walker = somebody(app)
    assert walker.walk().path == "/received"
    assert REFERENCE.fullmatch(reference_on(walker))


def test_somebody_with_heroin_and_depression_meets_the_questions_on_both(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    assert walker.walk().path == "/received"
    asked = " ".join(page.html for page in walker.seen)
    for link_id in ("taps2_her_2", "px_od_last", "px_tolerance_break", "px_onset", "px_phase_now", "phq9_10", "bam_8"):
        assert f'name="{link_id}"' in asked
    for link_id in ("taps2_alc_2", "auditc_2", "px_benzo_cut", "gad7_3"):
        assert f'name="{link_id}"' not in asked


def test_somebody_to_whom_everything_applies_is_offered_to_leave_the_rest_for_later(app: Flask) -> None:
    walker = somebody(app, {"age": "34", "asq_5": "no"}, everything)
    assert walker.walk().path == "/received"
    offer = next(page for page in walker.seen if page.path == "/more")
    assert "Send without these" in offer.text


def test_sending_without_the_rest_tells_staff_what_was_left_out(app: Flask) -> None:
    walker = somebody(app, {"age": "34", "asq_5": "no"}, everything)
    page = walker.walk(until="/more")
    token = page.soup.select_one("input[name=csrf_token]")
    assert token is not None
    walker.seen.append(
        walker.browser.post("/more", [("csrf_token", str(token["value"])), ("send_without", "yes")]),
    )
    page = walker.walk(until="/check")
    assert "You left these out for now" in page.text
    assert "hard things from the past" in page.text


def test_the_letter_speaks_of_use_mood_and_stress_together(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    walker.walk()
    letter = walker.open("/result").text
    assert "heroin may have a strong pull" in letter
    assert "low mood weighs on you a lot" in letter
    assert "How they pull on each other" in letter
    assert "does not diagnose" in letter
    assert "you have depression" not in letter.lower()


def test_after_sending_every_question_leads_to_the_receipt(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    for address in ("/s/7", "/check", "/contact", "/consent"):
        assert walker.open(address).path == "/received"


def test_pressing_send_twice_gives_the_same_receipt_and_one_screening(app: Flask) -> None:
    walker = somebody(app)
    check = walker.walk(until="/check")
    token = check.soup.select_one("input[name=csrf_token]")
    assert token is not None
    fields = [("csrf_token", str(token["value"])), ("continue", "yes")]
    walker.seen.append(walker.browser.post("/check", fields))
    first = reference_on(walker)
    walker.seen.append(walker.browser.post("/check", fields))
    assert reference_on(walker) == first
    with app.app_context():
        assert db.session.query(Screening).count() == 1
        assert db.session.query(ScreeningVersion).count() == 1


def test_asking_for_a_call_hands_over_the_answers_so_far_and_sending_adds_to_the_same_screening(app: Flask) -> None:
    walker = somebody(app, ACUTE | {"call_phone": "555-0100"})
    page = walker.walk(until="/h/")
    while page.soup.select_one("h1") and "988 now" not in page.text:
        page = walker.go_on()
        page = walker.walk(until="/h/")
    token = page.soup.select_one("form[action='/call'] input[name=csrf_token]")
    assert token is not None
    called = walker.browser.post(
        "/call", [("csrf_token", str(token["value"])), ("call_phone", "555-0100"), ("call", "yes")]
    )
    assert "You asked us to call you" in called.text
    with app.app_context():
        assert db.session.query(Screening).one().sent_at is None
    walker.seen.append(called)
    reference = reference_on(walker)
    walker.walk()
    assert reference_on(walker) == reference
    with app.app_context():
        assert db.session.query(Screening).one().sent_at is not None
        assert db.session.query(ScreeningVersion).count() == 2


def test_a_call_without_a_number_is_asked_for_again_and_loses_nothing(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    token = page.soup.select_one("form[action='/call'] input[name=csrf_token]")
    assert token is not None
    again = walker.browser.post("/call", [("csrf_token", str(token["value"])), ("call_name", "Robin"), ("call", "yes")])
    assert again.status == 422
    assert 'value="Robin"' in again.html


def test_a_young_person_is_asked_about_mood_and_safety_only(app: Flask) -> None:
    walker = somebody(app, YOUNG)
    assert walker.walk().path == "/received"
    pages = " ".join(page.html for page in walker.seen)
    assert "Most of this check-in is made for adults" in pages
    assert 'name="phq9_9"' in pages
    assert 'name="px_harm_others_recent"' in pages
    assert 'name="taps1_3"' not in pages
    assert 'name="px_immediate_danger"' not in pages


@pytest.mark.parametrize("way_out", ["/leave", "/delete"])
def test_whoever_leaves_before_sending_leaves_nothing_behind(app: Flask, way_out: str) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    page = walker.walk(until="/h/")
    if way_out == "/delete":
        walker.open("/stop")
        walker.press("delete")
    else:
        walker.open("/leave")
    with app.app_context():
        assert db.session.query(Draft).count() == 0
    assert "This page is closed" in walker.open(page.path).text


def test_the_whole_way_works_over_https_with_an_origin_and_no_referer(app: Flask) -> None:
    walker = Walker(ClientBrowser(app.test_client(), "https://clinic.example"), NOTHING, not_me)
    assert walker.walk().path == "/received"


@pytest.mark.parametrize(
    ("contact", "tried"),
    [
        ({}, False),
        ({"contact_phone": "555-0100"}, False),
        ({"contact_phone": "555-0100", "contact_message_ok": "yes"}, False),
        ({"contact_phone": "555-0100", "contact_text": "yes"}, True),
        ({"contact_email": "robin@example.org"}, True),
    ],
)
def test_we_promise_to_reach_only_who_said_that_we_may(app: Flask, contact: dict[str, object], tried: bool) -> None:
    walker = somebody(app, NOTHING | contact)
    walker.walk()
    assert ("We will try to reach you" in walker.seen[-1].text) is tried
    assert ("We will try to reach you" in walker.open("/result").text) is tried


def test_a_message_is_left_only_if_the_call_form_itself_says_so(app: Flask) -> None:
    walker = somebody(app, ACUTE | {"contact_message_ok": "yes", "contact_who": "my sister"})
    walker.walk(until="/check")
    help_page = next(page for page in walker.seen if page.path.startswith("/h/"))
    walker.open(help_page.path)
    token = walker.seen[-1].soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"]
    walker.browser.post("/call", [("csrf_token", str(token)), ("call_phone", "555-0100"), ("call", "yes")])
    check = walker.open("/check").text
    assert "You may leave a message" not in check
    assert "my sister" not in check


def test_who_asked_for_a_call_does_not_stand_among_those_nobody_can_read(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    token = page.soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"]
    with app.app_context():
        staff = StaffUser(site_id="default")
        with clock.stopped(clock.now() + timedelta(minutes=10)):
            assert len(idle_drafts(staff)) == 1
    walker.browser.post("/call", [("csrf_token", str(token)), ("call_phone", "555-0100"), ("call", "yes")])
    with app.app_context(), clock.stopped(clock.now() + timedelta(minutes=10)):
        assert len(idle_drafts(staff)) == 0


def test_a_call_that_was_promised_is_kept_by_somebody_who_fills_nothing_more(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    token = page.soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"]
    fields = [("csrf_token", str(token)), ("call_name", "Robin"), ("call_phone", "555-0100"), ("call", "yes")]
    walker.seen.append(walker.browser.post("/call", fields))
    assert "555-0100" in walker.walk(until="/check").text
    walker.walk()
    assert "We will try to reach you" in walker.seen[-1].text


def test_a_wrong_number_can_be_corrected_and_the_same_one_twice_changes_nothing(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    token = str(page.soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"])
    for number in ("555-0100", "555-0100", "555-0199"):
        walker.browser.post("/call", [("csrf_token", token), ("call_phone", number), ("call", "yes")])
    assert "Was the number wrong?" in walker.open(page.path).text
    with app.app_context():
        case = Record.open(db.session.query(Screening).one())
        handed_over = [content["contact"]["contact_phone"] for _, content in case.all(ScreeningVersion)]
    assert handed_over == ["555-0100", "555-0199"]


def test_a_number_that_looks_too_short_stops_no_call_and_can_be_put_right_where_it_is_shown(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    token = str(page.soup.select("form[action='/call'] input[name=csrf_token]")[0]["value"])
    fields = [("csrf_token", token), ("call_message_ok", "yes"), ("call", "yes")]
    called = walker.browser.post("/call", [*fields, ("call_phone", "12")])
    assert "The number we have is 12 ." in called.text
    assert "looks too short" in called.text
    kept = {str(tag["name"]): str(tag["value"]) for tag in called.soup.select("form[action='/call'] input")}
    walker.browser.post("/call", [*(kept | {"call_phone": "555-0100"}).items()])
    with app.app_context():
        contacts = [one["contact"] for _, one in Record.open(db.session.query(Screening).one()).all(ScreeningVersion)]
    assert [contact["contact_phone"] for contact in contacts] == ["12", "555-0100"]
    assert all(contact["contact_message_ok"] == "yes" for contact in contacts)
    assert "looks too short" not in walker.open("/call").text


def test_a_number_that_looks_too_short_is_doubted_once_on_the_contact_page(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/contact")
    doubted = walker.send("/contact", ("contact_phone", "12"), ("contact_call", "yes"), ("continue", "yes"))
    assert doubted.status == 422
    assert "looks too short" in doubted.text
    assert doubted.soup.select("input[name=contact_phone]")[0]["value"] == "12"
    walker.send("/contact", ("contact_phone", "12"), ("contact_call", "yes"), ("continue", "yes"))
    assert walker.open("/check").path == "/check"
