"""Coming back with a return code: the same question, and nothing of anybody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import clock, db
from app.extensions.clock import StoppedClock
from app.intake.arriving.drafts import delete_expired
from app.intake.arriving.models import Draft
from app.intake.models import Screening, ScreeningVersion
from tests.support.client_browser import somebody
from tests.support.codes import CODE, come_back, with_code
from tests.support.engines import on_each_engine
from tests.support.people import HEROIN_AND_DEPRESSION, YOUNG


@on_each_engine
def test_the_code_opens_the_same_question_on_another_phone(app: Flask) -> None:
    first = somebody(app, HEROIN_AND_DEPRESSION)
    stood_at = first.walk(until="/s/9").path
    later = come_back(app, with_code(first), HEROIN_AND_DEPRESSION)
    assert later.seen[-1].path == stood_at
    assert later.walk().path == "/received"
    with app.app_context():
        assert db.session.query(Screening).count() == 1


SPELLINGS: dict[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "no hyphens": lambda code: code.replace("-", ""),
    "spaces for hyphens": lambda code: code.replace("-", " "),
    "spaces everywhere": " ".join,
    "letters for digits": lambda code: code.replace("0", "O").replace("1", "l"),
    "other letters for digits": lambda code: code.replace("1", "I").replace("0", "o"),
    "blanks around": lambda code: f"  {code}\n",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_code_may_be_typed_in_any_case_and_spacing_and_with_letters_for_digits(app: Flask, spelling: str) -> None:
    first = somebody(app)
    stood_at = first.walk(until="/s/5").path
    assert come_back(app, SPELLINGS[spelling](with_code(first))).seen[-1].path == stood_at


def test_after_coming_back_the_first_phone_opens_nothing_any_more(app: Flask) -> None:
    first = somebody(app)
    page = first.walk(until="/s/5")
    come_back(app, with_code(first))
    assert "This page is closed" in first.open(page.path).text


def test_a_new_code_replaces_the_old_one(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    old, new = with_code(first), with_code(first)
    assert old != new
    assert come_back(app, old).seen[-1].status == 422
    assert come_back(app, new).seen[-1].path.startswith("/s/")


def test_pressing_the_button_twice_or_reloading_shows_the_same_code(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    offered = walker.open("/stop")
    once = CODE.search(walker.press("code").text)
    walker.seen.append(offered)
    again = CODE.search(walker.press("code").text)
    assert once
    assert again
    assert once[0] == again[0]
    assert come_back(app, once[0]).seen[-1].path == "/s/5"


def test_a_code_is_offered_after_the_first_part_and_nobody_has_to_take_it(app: Flask) -> None:
    walker = somebody(app)
    offered = walker.walk(until="/keep")
    assert "come back" in offered.text
    assert walker.go_on().path.startswith("/s/")
    walker.walk(until="/received")
    assert [page.path for page in walker.seen].count("/keep") == 1
    with app.app_context():
        assert db.session.query(Draft).one().code_hash is None


def test_leaving_with_a_code_keeps_the_answers_and_says_so_without_showing_it(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    left = walker.open("/leave")
    assert "Only your code opens it" in left.text
    assert not CODE.search(left.html)
    assert come_back(app, code).seen[-1].path.startswith("/s/")


def test_closing_the_page_keeps_the_answers_for_the_code(app: Flask) -> None:
    walker = somebody(app)
    page = walker.walk(until="/s/5")
    code = with_code(walker)
    assert "Only your code opens it" in walker.press("close").text
    assert "This page is closed" in walker.open(page.path).text
    assert come_back(app, code).seen[-1].path == page.path


def test_deleting_works_at_once_and_kills_the_code(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    walker.open("/stop")
    assert "What you did not send is gone" in walker.press("delete").text
    with app.app_context():
        assert db.session.query(Draft).count() == 0
    assert come_back(app, code).seen[-1].status == 422


def test_after_sending_the_code_opens_the_receipt_and_nothing_else(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION | {"contact_phone": "555-0142", "contact_call": "yes"})
    walker.walk(until="/s/5")
    code = with_code(walker)
    walker.open("/check")
    reference = walker.walk().soup.select_one("[data-reference]")
    assert reference is not None
    later = come_back(app, code)
    assert later.seen[-1].path == "/received"
    assert reference.text in later.seen[-1].text
    assert "Read my letter" not in later.seen[-1].text
    assert "We will try to reach you" not in later.seen[-1].text, "by when would tell how urgent it is"
    for path in ("/result", "/copy", "/check", "/s/5", "/contact", "/call", "/parts", "/stop"):
        page = later.open(path)
        assert "heroin" not in page.text.lower(), path
        assert page.path in ("/received", "/stop"), path
    later.open("/received")
    assert later.send("/call", ("call_phone", "555 0100")).path == "/received"
    with app.app_context():
        assert db.session.query(Screening).one().status == "waiting"
        assert db.session.query(ScreeningVersion).count() == 1, "nobody with the code alone asks for a call"
    assert walker.open("/result").path == "/result", "the visit in which it was sent still shows the letter"


def test_whoever_comes_back_and_then_sends_reads_the_letter(app: Flask) -> None:
    first = somebody(app, HEROIN_AND_DEPRESSION)
    first.walk(until="/s/9")
    later = come_back(app, with_code(first), HEROIN_AND_DEPRESSION)
    later.walk(until="/received")
    assert later.open("/result").path == "/result"


def test_somebody_young_gets_no_code_as_nothing_is_kept_that_was_not_sent(app: Flask, stopped: StoppedClock) -> None:
    walker = somebody(app, YOUNG)
    walker.walk(until="/s/9")
    assert "Give me a code" not in " ".join(page.html for page in walker.seen)
    stop = walker.open("/stop")
    assert not stop.soup.select("button[name=code]")
    token = stop.soup.select_one("input[name=csrf_token]")
    assert token is not None
    assert not CODE.search(walker.browser.post("/stop", [("csrf_token", str(token["value"]))]).html)
    stopped.move(timedelta(hours=4))
    with app.test_request_context(method="POST"):
        assert delete_expired(clock.now()) == 1


def test_an_answer_makes_the_draft_live_longer(app: Flask, stopped: StoppedClock) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    for _ in range(3):
        stopped.move(timedelta(hours=70))
        later = come_back(app, code)
        assert later.go_on().path.startswith("/s/"), "from the page of parts to the question"
        later.go_on()


def test_a_code_for_another_screening_leaves_this_browsers_own_behind(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    second = somebody(app)
    second.walk(until="/s/7")
    told = second.open("/return")
    assert "those answers are gone" in told.text
    assert second.go_on(code=code).path != "/s/7"
    with app.app_context():
        assert db.session.query(Draft).count() == 1, "the one without a code is deleted, as was promised"


def test_answers_without_a_code_are_not_given_up_before_their_person_was_told(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    second = somebody(app)
    second.open("/return")
    old_page = second.seen[-1]
    second.open("/")
    stood_at = second.walk(until="/s/7").path
    second.seen.append(old_page)
    told = second.go_on(code=code)
    assert (told.status, told.soup.select_one("[name=code]")["value"]) == (409, code)  # type: ignore[index]  # there is one
    assert second.open(stood_at).path == stood_at
    second.seen.append(told)
    assert second.go_on(code=code).path.startswith("/s/")
    assert second.seen[-1].path == "/s/5"


def test_deleting_on_the_first_phone_after_coming_back_on_another_deletes_nothing_there(app: Flask) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    stop = first.open("/stop")
    later = come_back(app, code)
    first.seen.append(stop)
    assert "Nobody can open it without your code" in first.press("delete").text
    assert later.open("/s/5").path == "/s/5"


def test_there_is_no_code_before_the_question_about_age(app: Flask) -> None:
    walker = somebody(app)
    walker.walk_to("age")
    assert not walker.open("/stop").soup.select("button[name=code]")
    assert not CODE.search(walker.send("/stop", ("attempt", "1")).html)


def test_a_code_opens_nothing_once_somebody_says_that_they_are_young(app: Flask) -> None:
    walker = somebody(app)
    age_page = walker.walk_to("age").path
    walker.walk(until="/s/9")
    code = with_code(walker)
    walker.known = {**walker.known, "age": 15}
    walker.open(age_page)
    walker.go_on()
    assert come_back(app, code).seen[-1].status == 422


def test_a_pause_does_not_count_as_time_that_the_questions_took(app: Flask, stopped: StoppedClock) -> None:
    first = somebody(app, HEROIN_AND_DEPRESSION)
    first.walk(until="/s/9")
    code = with_code(first)
    stopped.move(timedelta(hours=5))
    later = come_back(app, code, HEROIN_AND_DEPRESSION)
    later.walk(until="/contact")
    assert "/more" not in [page.path for page in later.seen]


def test_coming_back_shortly_before_the_end_leaves_time_to_answer(app: Flask, stopped: StoppedClock) -> None:
    first = somebody(app)
    first.walk(until="/s/5")
    code = with_code(first)
    stopped.move(timedelta(hours=71, minutes=59))
    later = come_back(app, code)
    stopped.move(timedelta(minutes=15))
    assert later.open("/s/5").path == "/s/5"


@pytest.mark.parametrize("address", ["/close", "/delete", "/finish"])
def test_the_address_of_a_button_that_ended_a_visit_says_that_it_is_over(app: Flask, address: str) -> None:
    walker = somebody(app)
    assert walker.open(address).path == "/closed"
    walker.open("/")
    walker.walk(until="/s/5")
    assert walker.open(address).path == "/stop", "and ends nothing"


def test_the_page_that_shows_a_code_once_has_no_button_that_takes_it_away(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    with_code(walker)
    assert not walker.seen[-1].soup.select("[name=language]")
    assert walker.open("/stop").soup.select("[name=language]")


def test_a_code_that_wrong_tries_have_killed_is_not_called_one(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    code = with_code(walker)
    for _ in range(10):
        come_back(app, f"{code[:5]}ZZZZ-ZZZZ-ZZZZ")
    assert "You have made a code" not in walker.open("/stop").text


def test_leaving_twice_says_nothing_of_answers_that_wait(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/s/5")
    with_code(walker)
    assert "Only your code opens it" in walker.open("/leave").text
    assert "is gone" not in walker.open("/leave").text
    assert "is locked" not in walker.open("/leave").text
