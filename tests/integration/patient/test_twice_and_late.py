"""Pressing twice, coming late, two windows: each ends on a friendly page, loses nothing and makes nothing twice."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import clock, db
from app.intake.models import Draft, Screening
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.handed_over import versions
from tests.support.people import ACUTE, NOTHING
from tests.support.walker import Page, Walker

LOOK_ONCE_MORE = "Please look once more"


def another_window(of: Walker) -> Walker:
    return Walker(of.browser, of.known, of.otherwise)


def grow_stale(app: Flask) -> None:
    """The secret with which tokens are signed is another one now."""
    app.secret_key = "rotated"


def send_again(walker: Walker) -> Page:
    """Press the button once more on the page that came back, without filling in anything."""
    form = walker.seen[-1].soup.select("form:has(button[name=continue])")[0]
    chosen = form.select("input[type=hidden], input[checked], input[type=text], input[type=tel], input[type=email]")
    fields = [(str(tag["name"]), str(tag.get("value", ""))) for tag in chosen]
    action = str(form.get("action") or walker.seen[-1].path)
    return walker.browser.post(action, [*fields, ("continue", "yes")])


# Pressing twice


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


# Coming late


def test_a_page_that_is_too_old_comes_back_with_what_was_chosen_and_can_be_sent(app: Flask) -> None:
    walker = somebody(app)
    question = walker.walk_to("phq9_3")
    grow_stale(app)
    walker.known = NOTHING | {"phq9_3": "2"}
    page = walker.go_on()
    assert (page.status, page.path) == (200, question.path)
    assert LOOK_ONCE_MORE in page.text
    assert page.soup.select("input[name=phq9_3][value='2'][checked]")
    assert 'name="phq9_4"' in send_again(walker).html
    assert walker.open(question.path).soup.select("input[name=phq9_3][value='2'][checked]")


def test_words_typed_on_a_page_that_is_too_old_come_back(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("px_matters")
    grow_stale(app)
    walker.known = NOTHING | {"px_matters": "My dog & my sister"}
    page = walker.go_on()
    assert page.status == 200
    assert page.soup.select("textarea[name=px_matters]")[0].get_text() == "My dog & my sister"


def test_the_contact_form_comes_back_as_it_was_typed(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/contact")
    grow_stale(app)
    walker.known = NOTHING | {"contact_name": "Robin", "contact_text": "yes"}
    page = walker.go_on()
    assert (page.status, page.path) == (200, "/contact")
    assert LOOK_ONCE_MORE in page.text
    check = send_again(walker)
    assert check.path == "/check"
    assert "Robin" in check.text
    assert "You may text me" in check.text


def test_the_call_form_comes_back_as_it_was_typed(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk(until="/h/")
    grow_stale(app)
    page = walker.send("/call", ("call_name", "Robin"), ("call_phone", "555-0100"), ("call_message_ok", "yes"))
    assert page.status == 200
    assert LOOK_ONCE_MORE in page.text
    assert page.soup.select("input[name=call_phone][value='555-0100']")
    assert page.soup.select("input[name=call_message_ok][checked]")
    with app.app_context():
        assert db.session.query(Screening).count() == 0
    assert "You asked us to call you" in walker.send("/call", ("call_phone", "555-0100"), ("call", "yes")).text


def test_a_choice_that_is_never_shown_again_has_to_be_made_once_more(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_safe_home": "unsure"})
    question = walker.walk_to("px_safe_home")
    grow_stale(app)
    page = walker.go_on()
    assert page.path == question.path
    assert not page.soup.select("input[checked]")
    assert "Please choose once more" in page.text
    assert "Not sure" in page.text, "the answers to choose from are there"


def test_a_risky_answer_on_a_page_that_is_too_old_brings_help_and_is_kept_by_going_on(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk_to("asq_5")
    grow_stale(app)
    page = walker.go_on()
    assert page.status == 200
    assert "988 now" in page.text
    assert "is not kept yet" in page.text
    assert "988 now" in walker.go_on().text, "now it is kept, and the help page is the one with the call form"
    assert walker.seen[-1].path.startswith("/h/")
    assert walker.walk(until="/check").path == "/check"


def test_a_hidden_risky_answer_on_a_page_that_is_too_old_is_not_written_into_the_help_page(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_harm_others_recent": "yes", "px_harm_others_now": "yes"})
    walker.walk_to("px_harm_others_now")
    grow_stale(app)
    page = walker.go_on()
    assert "911" in page.text
    assert "px_harm_others_now" not in page.html
    assert 'name="px_harm_others_now"' in walker.go_on().html, "it is asked again"


def test_send_on_a_page_that_is_too_old_is_asked_again_and_then_sends(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    grow_stale(app)
    page = walker.go_on()
    assert (page.status, page.path) == (200, "/check")
    assert LOOK_ONCE_MORE in page.text
    assert walker.go_on().path == "/received"
    assert len(versions(app)) == 1


@pytest.mark.parametrize("button", ["delete", "code"])
def test_a_stop_page_that_is_too_old_does_nothing_and_says_so(app: Flask, button: str) -> None:
    walker = somebody(app)
    walker.walk_to("phq9_3")
    walker.open("/stop")
    grow_stale(app)
    page = walker.press(button)
    assert page.status == 200
    assert LOOK_ONCE_MORE in page.text
    assert page.soup.select(f"button[name={button}]")
    with app.app_context():
        assert db.session.query(Draft).count() == 1


NEEDS_NO_TOKEN = {"begin", "take_code", "take_over", "ask_for_person", "finish"}
PRESSED_BY_NOBODY = {"stay"}  # the page's own script asks


def test_no_button_of_a_page_that_is_too_old_leads_nowhere(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    page = walker.walk(until="/h/")
    grow_stale(app)
    for rule in app.url_map.iter_rules():
        room, _, name = str(rule.endpoint).partition(".")
        if room == "patient" and "POST" in (rule.methods or ()) and name not in NEEDS_NO_TOKEN | PRESSED_BY_NOBODY:
            walker.seen.append(page)
            answered = walker.send(
                str(rule.rule).replace("<int:number>", page.path.split("/")[-1]), ("continue", "yes")
            )
            assert answered.status == 200, rule
            assert answered.soup.select("button[name=continue], button[name=delete]"), rule


def test_a_token_that_was_never_ours_is_refused_and_the_page_comes_back_all_the_same(app: Flask) -> None:
    walker = somebody(app)
    question = walker.walk_to("phq9_3")
    page = walker.browser.post(question.path, [("phq9_3", "3"), ("csrf_token", "wrong"), ("continue", "yes")])
    assert page.status == 400
    assert page.soup.select("input[name=phq9_3][value='3'][checked]")


# Two windows


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
