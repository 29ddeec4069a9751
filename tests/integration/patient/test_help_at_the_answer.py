"""The page after an answer that needs help is the help page: exactly then, and never in silence."""

import pytest
from flask import Flask

from app.extensions import db
from app.intake.arriving.models import Draft
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import ACUTE, NOTHING
from tests.support.walker import Page


def after_answering(app: Flask, known: dict[str, object], link_id: str) -> Page:
    """The page that follows the one on which `link_id` is asked."""
    walker = somebody(app, known)
    walker.open()
    while f'name="{link_id}"' not in walker.seen[-1].html:
        walker.go_on()
    return walker.go_on()


@pytest.mark.parametrize(
    ("known", "link_id", "says"),
    [
        ({"phq9_9": "1"}, "phq9_9", "A few more questions about this come next"),
        ({"asq_1": "yes", "asq_5": "yes"}, "asq_5", "Call or text 988 now"),
        ({"asq_1": "yes", "asq_5": "skip"}, "asq_5", "Call or text 988 now"),
        ({"asq_1": "yes", "asq_5": "no"}, "asq_5", "Help is here when you want it"),
        ({"px_med_now": ["overdose"]}, "px_med_now", "Call 911 now"),
        ({"px_voices": "yes", "px_voices_command": "yes"}, "px_voices_command", "988"),
        ({"px_harm_others_recent": "yes", "px_harm_others_now": "yes"}, "px_harm_others_now", "911"),
        ({"px_safe_home": "no", "px_immediate_danger": "yes"}, "px_immediate_danger", "911"),
        ({"px_benzo_daily": "yes", "px_wd_now": ["seizure"]}, "px_wd_now", "Call 911 now"),
    ],
)
def test_the_next_page_is_help(app: Flask, known: dict[str, object], link_id: str, says: str) -> None:
    page = after_answering(app, NOTHING | known, link_id)
    assert page.path.startswith("/h/")
    assert says in page.text
    assert page.soup.select("main a[href='tel:988']")
    assert page.soup.select("main a[href='sms:988']")
    assert not page.soup.select("input[type=radio]")
    assert page.soup.select("button[name=call]")
    assert page.soup.select("a[href='/stop']")


@pytest.mark.parametrize(
    ("known", "link_id"),
    [
        ({"phq9_9": "0"}, "phq9_9"),
        ({"phq9_9": "skip"}, "phq9_9"),
        ({"asq_1": "skip", "asq_5": "no"}, "asq_5"),
        ({"asq_1": "skip", "asq_5": "skip"}, "asq_5"),
        ({"asq_1": "yes"}, "asq_1"),
        ({"px_voices": "yes"}, "px_voices"),
    ],
)
def test_no_help_page_interrupts_where_none_is_due(app: Flask, known: dict[str, object], link_id: str) -> None:
    assert after_answering(app, NOTHING | known, link_id).path.startswith("/s/")


def test_an_urgent_text_waits_for_the_end_of_its_block(app: Flask) -> None:
    known = NOTHING | {"px_opioid_rx": "yes", "px_benzo_daily": "yes"}
    assert after_answering(app, known, "px_benzo_daily").path.startswith("/s/")
    end = after_answering(app, known, "px_opioid_wd_now")
    assert end.path.startswith("/h/")
    assert "naloxone" in end.text


def test_help_is_shown_again_when_an_answer_is_changed_to_a_yes(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    rows = [row for row in walker.seen[-1].soup.select("dl.answers div") if "question about safety" in row.get_text()]
    change = rows[0].select("a")[0]["href"]
    walker.known = NOTHING | {"px_harm_others_recent": "yes", "px_harm_others_now": "yes"}
    walker.open(str(change))
    assert walker.go_on().path.startswith("/s/"), "the new question comes first"
    assert walker.go_on().path.startswith("/h/")
    assert walker.go_on().path == "/check"


def test_a_changed_answer_never_lowers_the_level_that_staff_see(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"phq9_9": "3"})
    help_page = walker.walk(until="/h/")
    with app.app_context():
        assert db.session.query(Draft).one().level == "urgent"
    walker.known = NOTHING | {"phq9_9": "0"}
    walker.open(help_page.path.replace("/h/", "/s/"))
    walker.go_on()
    with app.app_context():
        assert db.session.query(Draft).one().level == "urgent"


def test_the_fail_safe_level_falls_when_the_open_question_is_answered(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"asq_3": "yes", "asq_5": "no"})
    walker.open()
    while 'name="asq_5"' not in walker.seen[-1].html:
        walker.go_on()
    with app.app_context():
        assert db.session.query(Draft).one().level == "imminent", (
            "a yes without an answer to `right now` is a fail-safe"
        )
    walker.go_on()
    with app.app_context():
        assert db.session.query(Draft).one().level == "urgent"


def test_help_needs_no_answer_and_no_session(app: Flask) -> None:
    page = ClientBrowser(app.test_client()).get("/help")
    assert page.status == 200
    assert "worried about someone else" in page.text.lower()


def test_the_help_page_can_be_left_with_the_questions_going_on(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    assert walker.walk().path == "/received"
