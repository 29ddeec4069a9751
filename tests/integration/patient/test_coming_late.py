"""A page that is too old comes back as it was filled in, and can be sent."""

import pytest
from flask import Flask

from app.extensions import db
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from tests.support.client_browser import somebody
from tests.support.handed_over import versions
from tests.support.people import ACUTE, NOTHING
from tests.support.walker import Page, Walker

LOOK_ONCE_MORE = "Please look once more"


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
