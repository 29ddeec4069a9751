"""A window that stayed behind, or is from an earlier screening: nothing lost, nothing written in the wrong place."""

from datetime import timedelta

from flask import Flask

from app.extensions import clock, db
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.people import ACUTE, NOTHING
from tests.support.walker import Walker


def another_window(of: Walker) -> Walker:
    return Walker(of.browser, of.known, of.otherwise)


def test_an_answer_from_a_window_that_stayed_behind_is_taken_as_a_change(app: Flask) -> None:
    first = somebody(app)
    behind = first.walk_to("phq9_1")
    ahead = first.walk_to("phq9_5")
    first.seen.append(behind)
    first.known = NOTHING | {"phq9_1": "3"}
    assert first.go_on().path == ahead.path, "and leads to where the person is"
    assert first.open(behind.path).soup.select("input[name=phq9_1][value='3'][checked]")


def test_an_answer_to_a_question_that_the_other_window_closed_is_told_to_be_lost(app: Flask) -> None:
    first = somebody(app, NOTHING | {"auditc_1": "3"})
    question = first.walk_to("auditc_2")
    second = another_window(first)
    second.known = NOTHING
    second.open(first.seen[-2].path)
    here = second.go_on().path
    first.seen.append(question)
    page = first.go_on()
    assert page.status == 409
    assert "was not kept" in page.text
    assert first.go_on().path == here


def test_a_window_from_before_never_writes_into_the_new_screening(app: Flask) -> None:
    old = somebody(app, NOTHING | {"phq9_1": "3"})
    question = old.walk_to("phq9_1")
    new = another_window(old)
    new.known = NOTHING
    new.open("/")
    here = new.walk_to("phq9_5")
    old.seen.append(question)
    page = old.go_on()
    assert page.status == 400
    assert "from before" in page.text
    assert "was not kept" in page.text
    assert old.go_on().path == here.path
    assert new.open(question.path).soup.select("input[name=phq9_1][value='0'][checked]")


def test_a_wish_for_a_call_from_a_window_from_before_says_that_nobody_will_call(app: Flask) -> None:
    old = somebody(app, ACUTE)
    help_page = old.walk(until="/h/")
    new = another_window(old)
    new.open("/")
    new.walk_to("px_helper")
    old.seen.append(help_page)
    page = old.send("/call", ("call_phone", "555-0100"), ("call", "yes"))
    assert "Nobody will call you yet" in page.text
    with app.app_context():
        assert db.session.query(Screening).count() == 0


def test_a_risky_answer_in_a_window_from_before_still_gets_help(app: Flask) -> None:
    old = somebody(app, ACUTE)
    question = old.walk_to("asq_5")
    new = another_window(old)
    new.open("/")
    new.walk_to("px_helper")
    old.seen.append(question)
    page = old.go_on()
    assert "988 now" in page.text
    assert "could not keep your last answer" in page.text


def test_a_first_page_from_before_asks_before_it_gives_up_the_answers(app: Flask) -> None:
    first = somebody(app)
    untold = first.open("/")
    here = first.walk_to("phq9_3")
    first.seen.append(untold)
    page = first.go_on()
    assert page.path == "/"
    assert "You have already begun in this browser" in page.text
    assert first.open("/check").path == here.path, "nothing is lost"


def test_whoever_was_told_may_begin_anew(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    walker.open("/")
    assert walker.go_on().path == "/consent"
    with app.app_context():
        assert db.session.query(Draft).count() == 1


def test_beginning_anew_leaves_what_has_a_code_to_whoever_has_the_code(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    walker.open("/stop")
    walker.press("code")
    assert "wait for your code" in walker.open("/").text
    walker.go_on()
    with app.app_context():
        assert db.session.query(Draft).count() == 2


def test_whoever_only_presses_start_even_twice_is_no_worry_to_staff_and_soon_forgotten(app: Flask) -> None:
    for _ in range(2):  # the second press came before the answer to the first, so the browser had no session to show
        ClientBrowser(app.test_client()).post("/start", [("continue", "yes")])
    with app.app_context():
        assert [draft.level for draft in db.session.query(Draft)] == ["routine", "routine"]
    with clock.stopped(clock.now() + timedelta(hours=5)):
        ClientBrowser(app.test_client()).post("/start", [("continue", "yes")])
    with app.app_context():
        assert db.session.query(Draft).count() == 1


def test_after_sending_the_next_person_begins_without_a_question(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    page = walker.open("/")
    assert "already begun" not in page.text
    assert walker.go_on().path == "/consent"
