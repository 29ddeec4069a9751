"""People who are young, not alone, without a name, or would rather not say: all are welcome, and none is misread."""

from datetime import timedelta

import pytest
from flask import Flask

from app.extensions import clock, db
from app.intake.arriving.models import Draft
from app.intake.models import RiskEventRow, Screening
from app.intake.records import Record
from tests.support.client_browser import somebody
from tests.support.desk import desk_of
from tests.support.handed_over import handed_over
from tests.support.people import NOTHING, YOUNG
from tests.support.walker import Page, Walker

LATER_THAT_DAY = timedelta(hours=5)


def flags_of(app: Flask) -> list[str]:
    with app.app_context():
        return [content["flag"] for _, content in Record.open(db.session.query(Screening).one()).all(RiskEventRow)]


def staff_page(app: Flask) -> str:
    with app.app_context():
        screening_id = db.session.query(Screening).one().id
    return desk_of(app, "coordinator").get(f"/staff/screenings/{screening_id}").get_text(" ", strip=True)


def after_the_age(app: Flask, age: str = "15") -> Walker:
    walker = somebody(app, YOUNG | {"age": age})
    walker.walk_to("age")
    walker.go_on()
    return walker


# Somebody young


def test_kind_words_and_lines_for_young_people_come_right_after_the_age(app: Flask) -> None:
    page = after_the_age(app).seen[-1]
    assert page.path.startswith("/h/")
    assert "We are glad you are here" in page.text
    assert "The Trevor Project" in page.text
    assert page.soup.select("button[name=call]")
    assert page.soup.select("button[name=continue]")


def test_somebody_of_age_reads_none_of_it(app: Flask) -> None:
    assert after_the_age(app, "18").seen[-1].path.startswith("/s/")


@pytest.mark.parametrize("way_out", ["leave", "delete", "anew"])
def test_a_young_person_who_leaves_leaves_nothing(app: Flask, way_out: str) -> None:
    walker = after_the_age(app)
    before = drafts(app)
    if way_out == "leave":
        walker.open("/leave")
    elif way_out == "delete":
        walker.open("/stop")
        walker.press("delete")
    else:
        walker.open("/")
        walker.go_on()
    assert before[0] not in drafts(app)
    with app.app_context():
        assert db.session.query(Screening).count() == 0


def drafts(app: Flask) -> list[str]:
    with app.app_context():
        return [row.id for row in db.session.query(Draft)]


def test_what_a_young_person_just_closed_is_gone_before_the_day_is_over(app: Flask) -> None:
    after_the_age(app)
    young = drafts(app)
    with clock.stopped(clock.now() + LATER_THAT_DAY):
        somebody(app).walk(until="/s/1")
    assert young[0] not in drafts(app)


def test_a_young_person_is_offered_no_code_anywhere(app: Flask) -> None:
    walker = after_the_age(app)
    assert not walker.open("/stop").soup.select("button[name=code]")
    walker.open("/check")
    walker.walk()
    assert "/keep" not in [page.path for page in walker.seen]


def test_a_young_person_who_asks_for_a_call_is_called(app: Flask) -> None:
    walker = after_the_age(app)
    walker.send("/call", ("call_name", "Robin"), ("call_phone", "555-0100"), ("call", "yes"))
    assert walker.seen[-1].path == "/call"
    assert "MINOR" in flags_of(app)
    assert handed_over(app)["answers"]["age"] == 15
    assert "555-0100" in staff_page(app)


def test_a_young_person_who_sends_is_kept_with_their_age_noted(app: Flask) -> None:
    walker = after_the_age(app)
    assert walker.walk().path == "/received"
    assert "MINOR" in flags_of(app)
    assert "We did not ask you about this here" in walker.open("/result").text


# Somebody who is not alone


def test_whoever_is_not_alone_gets_a_tip_on_the_next_page(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_helper": "yes"})
    walker.walk_to("px_helper")
    assert "You can ask for a moment alone" in walker.go_on().text
    assert "You can ask for a moment alone" not in walker.go_on().text


def test_whoever_is_not_in_private_gets_a_tip_and_is_not_asked_about_home(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_private": "no"})
    walker.walk_to("px_private")
    assert "use “Leave now” at the top if someone comes in" in walker.go_on().text
    walker.walk()
    assert not [page for page in walker.seen if page.soup.select("[name=px_safe_home]")]


def test_staff_see_that_somebody_was_there(app: Flask) -> None:
    somebody(app, NOTHING | {"px_helper": "yes"}).walk()
    assert handed_over(app)["answers"]["px_helper"] == "yes"
    assert "Someone was with them or helped" in staff_page(app)


# Somebody without a name


def test_whoever_gives_no_name_gets_the_receipt_and_the_letter(app: Flask) -> None:
    walker = somebody(app)
    said = "You did not say how we may reach you, so we will not call, text or write."
    assert said in walker.walk(until="/check").text
    assert said in walker.walk().text
    assert walker.open("/result").status == 200
    assert "No contact given" in staff_page(app)


def test_contact_is_the_last_thing_asked(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    order = [page.path for page in walker.seen]
    assert order.index("/contact") > max(number for number, path in enumerate(order) if path.startswith("/s/"))


# Somebody who would rather not say


def test_rather_not_not_sure_and_not_asked_are_three_things(app: Flask) -> None:
    walker = somebody(app, NOTHING | {"px_stigma": "skip", "px_recovery": "not_sure", "phq9_3": "skip"})
    walker.walk()
    answers = handed_over(app)["answers"]
    assert (answers["px_stigma"], answers["px_recovery"]) == ("skip", "not_sure")
    assert "auditc_2" not in answers
    page = staff_page(app)
    assert "I'd rather not answer" in page
    assert "Not sure" in page


def test_a_score_is_made_by_the_rule_of_its_instrument_when_an_answer_is_withheld(app: Flask) -> None:
    answers = {f"phq9_{number}": "1" for number in range(1, 9)}
    somebody(app, NOTHING | answers | {"phq9_3": "skip", "phq9_9": "skip"}).walk()
    score = handed_over(app)["outcome"]["scores"]["phq9"]
    assert (score["score"], score["prorated"]) == (9, True), "two of nine withheld: 7 over 7, times 9"


def test_a_choice_is_needed_but_rather_not_is_one(app: Flask) -> None:
    walker = somebody(app)
    page: Page = walker.walk_to("px_stigma")
    assert walker.send(page.path).status == 422
    assert walker.send(page.path, ("px_stigma", "skip")).path != page.path


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"contact_call": "yes"}, "You gave no number, so we cannot call or text."),
        ({"contact_phone": "555-0142"}, "You did not say that we may call or text, so we will not."),
    ],
)
def test_whoever_cannot_be_reached_reads_why_while_it_can_still_be_changed(
    app: Flask, given: dict[str, object], said: str
) -> None:
    walker = somebody(app, NOTHING | given)
    assert said in walker.walk(until="/check").text
    assert said in walker.walk().text
