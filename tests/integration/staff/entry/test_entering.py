"""Entering answers that come by phone, in person or on paper: the same rules, a script for help, blank stays blank."""

import pytest
from flask import Flask

from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.models import Consent, Screening
from app.intake.records import Record
from tests.support.desk import Desk, desk_of, soup
from tests.support.engines import on_each_engine
from tests.support.entering import ENTRY, START, asked, begin, checked, drafts, enter, filled, place, send
from tests.support.handed_over import handed_over

pytestmark = pytest.mark.usefixtures("stopped")  # it is noon


# The way through


@on_each_engine
def test_what_a_person_says_by_phone_stands_in_the_queue_with_how_it_came_and_who_entered_it(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    begin(ana)
    enter(ana, "start", START)
    enter(ana, "mood", {"phq9_1": "2"})
    ana.post(f"{ENTRY}/contact", contact_name="Robin", contact_phone="555-0142", contact_call="yes")
    page = ana.get(send(ana))
    assert "Asked by phone, entered by Ana Duarte" in page.get_text(" ", strip=True)
    sent = handed_over(app)
    assert sent["mode"] == "phone"
    assert sent["answers"] == {"age": 34, "px_private": "yes", "px_med_now": ["none"], "phq9_1": 2}
    assert "Robin" in ana.get("/staff/queue").get_text()


@pytest.mark.parametrize(
    ("mode", "agreed"),
    [("phone", "I read this out"), ("in_person", "The person read this"), ("paper", "signed these words on paper")],
)
def test_each_way_asks_for_consent_in_its_own_manner_and_keeps_the_words(
    app: Flask, ana: Desk, mode: str, agreed: str
) -> None:
    ana.post(ENTRY, mode=mode, language="en")
    page = ana.get(f"{ENTRY}/consent")
    assert agreed in page.get_text()
    assert ana.post(f"{ENTRY}/consent").status_code == 422
    assert ana.client.get(f"{ENTRY}/part/start").headers["Location"] == f"{ENTRY}/consent"
    ana.post(f"{ENTRY}/consent", agreed="yes")
    send(ana)
    with app.app_context():
        consents = Record.open(db.session.query(Screening).one()).all(Consent)
    assert consents[0][1]["version"] == "2026-11-21-told"
    assert handed_over(app)["mode"] == mode


def test_who_does_not_agree_leaves_nothing_behind(app: Flask, ana: Desk) -> None:
    ana.post(ENTRY, mode="phone", language="en")
    assert place(ana.post(f"{ENTRY}/drop")) == ENTRY
    assert drafts(app) == 0


def test_an_answer_brings_its_further_questions_on_the_same_page_before_the_next_part(ana: Desk) -> None:
    begin(ana)
    assert "asq_4_when" not in asked(ana, "mood")
    assert place(enter(ana, "mood", {"asq_4": "yes"})) == f"{ENTRY}/part/mood#next"
    assert {"asq_4_when", "asq_5"} <= set(asked(ana, "mood"))
    assert place(enter(ana, "stress", {"gad7_1": "3", "gad7_2": "0"})) == f"{ENTRY}/part/stress#next"
    assert place(enter(ana, "stress", {"gad7_3": "0"})) == f"{ENTRY}/part/body"


def test_saving_midway_stays_on_the_page_with_what_was_entered(ana: Desk) -> None:
    begin(ana)
    assert place(enter(ana, "mood", {"phq9_2": "1"}, button="stay")) == f"{ENTRY}/part/mood#next"
    assert checked(ana.get(f"{ENTRY}/part/mood"), "phq9_2") == ["1"]


def test_every_question_of_the_part_is_there_word_for_word_with_every_answer(ana: Desk) -> None:
    begin(ana, language="es")
    page = ana.get(f"{ENTRY}/part/mood")
    question = page.select("fieldset:has([name=phq9_1])")[0]
    assert question.select("h2[lang=es]")[0].get_text() == "Poco interés o placer en hacer cosas"
    assert [label.get_text() for label in question.select("label")][-2:] == ["I'd rather not answer", "Left blank"]
    enter(ana, "mood", {"phq9_1": "1"})
    assert "Varios días" in ana.get(f"{ENTRY}/check").get_text()


@pytest.mark.parametrize(
    ("language", "about"),
    [("en", "This is about a time you tried to kill yourself."), ("es", "Se trata de una vez en que usted intentó")],
)
def test_the_time_of_an_attempt_says_what_it_is_about(ana: Desk, language: str, about: str) -> None:
    begin(ana, language=language)
    enter(ana, "mood", {"asq_4": "yes"})
    assert about in ana.get(f"{ENTRY}/part/mood").select("#asq_4_when-hint")[0].get_text()


# On paper


def test_the_day_on_the_sheet_is_kept_and_stands_with_the_answers(app: Flask, stopped: StoppedClock) -> None:
    desk = desk_of(app, "coordinator", "Ana Duarte")
    assert desk.post(ENTRY, mode="paper", language="en", written_on="2026-11-20").status_code == 303
    desk.post(f"{ENTRY}/consent", agreed="yes")
    came = desk.get(send(desk)).select(".pinned .what")[0].get_text(" ", strip=True)
    assert "Answered on paper on 20 Nov 2026, entered by Ana Duarte" in came
    assert handed_over(app)["written_on"] == "2026-11-20"


def test_a_sheet_without_a_day_is_entered_all_the_same(app: Flask, ana: Desk) -> None:
    begin(ana, "paper")
    assert "Answered on paper, entered by" in ana.get(send(ana)).select(".pinned .what")[0].get_text()


@pytest.mark.parametrize("day", ["2026-11-24", "2026-02-30", "yesterday"])
def test_a_day_that_has_not_come_or_is_none_is_refused_and_stays_typed(
    app: Flask, stopped: StoppedClock, day: str
) -> None:
    desk = desk_of(app, "coordinator")
    refused = desk.post(ENTRY, mode="paper", language="en", written_on=day)
    assert refused.status_code == 422
    page = soup(refused)
    assert page.select(".summary a[href='#entry-written_on']")
    assert page.select("#entry-written_on")[0]["value"] == day


# Blank


def test_what_was_left_blank_is_missing_and_never_no(app: Flask, ana: Desk) -> None:
    begin(ana, "paper")
    enter(ana, "mood", {"asq_1": "no", "asq_2": "skip"})
    assert "are blank" in ana.get(f"{ENTRY}/check").get_text()
    page = ana.get(send(ana))
    sent = handed_over(app)
    assert sent["answers"] == {"asq_1": "no", "asq_2": "skip"}
    assert "asq_3" in sent["asked"]
    assert "phq9_1" not in sent["answers"]
    assert page.select(".level.urgent, .level.elevated, .level.imminent"), "somebody has to look at it"


def test_an_answer_can_be_taken_back_to_blank_and_what_it_raised_stays_on_record(app: Flask, ana: Desk) -> None:
    begin(ana)
    enter(ana, "mood", {"asq_3": "yes"})
    enter(ana, "mood", {"asq_5": "yes"})
    enter(ana, "mood", {"asq_5": ""})
    assert checked(ana.get(f"{ENTRY}/part/mood"), "asq_5") == [""]
    page = ana.get(send(ana))
    assert page.select(".level.imminent")
    assert "asq_5" not in handed_over(app)["answers"]


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(ana: Desk) -> None:
    begin(ana)
    response = enter(ana, "start", {"age": "34 years", "px_private": "yes"})
    assert response.status_code == 422
    page = soup(response)
    assert page.select("#age-0")[0]["value"] == "34 years"
    assert checked(page, "px_private") == ["yes"]
    assert page.select("#age-error")


# Help


def test_the_script_comes_right_after_the_answer_that_needs_it_and_then_the_questions_go_on(ana: Desk) -> None:
    begin(ana)
    enter(ana, "mood", {"asq_3": "yes"})
    script = ana.get(place(enter(ana, "mood", {"asq_5": "yes"})))
    said = script.get_text(" ", strip=True)
    assert "Stay on the line" in said
    assert "You are not alone. Call or text 988 now." in said
    assert "this page" not in said
    assert script.select("main a[href='tel:988']")
    assert str(script.select("a.go")[0]["href"]).startswith(f"{ENTRY}/part/")


def test_the_script_is_in_the_language_that_is_spoken(ana: Desk) -> None:
    begin(ana, language="es")
    enter(ana, "mood", {"asq_3": "yes"})
    script = ana.get(place(enter(ana, "mood", {"asq_5": "yes"})))
    assert "No está" in script.select("blockquote[lang=es]")[0].get_text()
    assert "Stay on the line" in script.get_text()


@pytest.mark.parametrize(("mode", "word"), [("in_person", "Stay with the person"), ("paper", "is not with you")])
def test_the_script_fits_the_way_in_which_the_answers_come(ana: Desk, mode: str, word: str) -> None:
    begin(ana, mode)
    script = ana.get(place(enter(ana, "start", START | {"px_med_now": "overdose"})))
    assert word in script.get_text()
    assert "Call 911 now" in script.get_text()


def test_the_most_pressing_words_come_first(ana: Desk) -> None:
    begin(ana)
    enter(ana, "mood", {"phq9_9": "1", "asq_3": "yes"})
    script = ana.get(place(enter(ana, "mood", {"asq_5": "yes"})))
    headings = [say.get_text() for say in script.select("blockquote strong")]
    assert headings[0] == "You are not alone. Call or text 988 now."


def test_pressing_twice_does_not_miss_the_script(ana: Desk) -> None:
    begin(ana)
    page = filled(ana.get(f"{ENTRY}/part/start")) | {"px_med_now": ["overdose"], "continue": ["yes"]}
    places = [place(ana.client.post(f"{ENTRY}/part/start", data=page)) for _ in range(2)]
    assert places == [f"{ENTRY}/script/start"] * 2


def test_an_answer_that_cannot_be_read_does_not_hold_back_the_script_of_another(ana: Desk) -> None:
    begin(ana)
    response = enter(ana, "start", {"age": "34 years", "px_med_now": "overdose"})
    assert response.status_code == 422
    page = soup(response)
    said = page.get_text(" ", strip=True)
    assert said.index("Call 911 now") < said.index("There is a problem")
    assert page.select("#age-0")[0]["value"] == "34 years"
    assert checked(ana.get(f"{ENTRY}/part/start"), "px_med_now") == ["overdose"], "what could be read is kept"


def test_an_answer_that_cannot_be_read_does_not_take_an_earlier_one_away(ana: Desk) -> None:
    begin(ana)
    enter(ana, "start", {"age": "34"})
    enter(ana, "start", {"age": "thirty"})
    assert ana.get(f"{ENTRY}/part/start").select("#age-0")[0]["value"] == "34"


def test_going_to_another_part_saves_first(ana: Desk) -> None:
    begin(ana)
    page = ana.get(f"{ENTRY}/part/mood")
    assert not page.select("nav.jump a"), "a link would throw away what was typed"
    data = {**filled(page), "phq9_1": ["2"], "to": ["body"]}
    assert place(ana.client.post(f"{ENTRY}/part/mood", data=data)) == f"{ENTRY}/part/body"
    assert checked(ana.get(f"{ENTRY}/part/mood"), "phq9_1") == ["2"]


def test_going_to_another_part_shows_a_due_script_first_and_then_goes_there(ana: Desk) -> None:
    begin(ana)
    data = {**filled(ana.get(f"{ENTRY}/part/start")), "px_med_now": ["overdose"], "to": ["check"]}
    there = place(ana.client.post(f"{ENTRY}/part/start", data=data))
    assert there.startswith(f"{ENTRY}/script/start")
    assert ana.get(there).select("a.go")[0]["href"] == f"{ENTRY}/check"


@pytest.mark.parametrize("to", ["//elsewhere.example", "nowhere", ""])
def test_nobody_is_led_to_a_place_that_this_entry_does_not_have(ana: Desk, to: str) -> None:
    begin(ana)
    data = {**filled(ana.get(f"{ENTRY}/part/mood")), "to": [to]}
    assert place(ana.client.post(f"{ENTRY}/part/mood", data=data)) == f"{ENTRY}/part/use"


def test_enter_in_a_field_saves_and_stays(ana: Desk) -> None:
    begin(ana)
    for path in ("part/start", "contact"):
        first = ana.get(f"{ENTRY}/{path}").select("main button")[0]
        assert first["name"] == "stay", "browsers press the first button of a form"


def test_a_way_to_a_part_keeps_the_contact_that_was_typed(ana: Desk) -> None:
    begin(ana)
    assert place(ana.post(f"{ENTRY}/contact", contact_name="Robin", to="mood")) == f"{ENTRY}/part/mood"
    assert ana.get(f"{ENTRY}/contact").select("#contact-contact_name")[0]["value"] == "Robin"


def test_a_question_whose_answer_brings_help_says_which_and_has_its_own_button(ana: Desk) -> None:
    begin(ana)
    page = ana.get(f"{ENTRY}/part/start")
    hints = {
        str(asked.select("input")[0]["name"]): asked.select(".now")[0] for asked in page.select(".asked:has(.now)")
    }
    assert list(hints) == ["px_med_now"]
    said = [strong.get_text() for strong in hints["px_med_now"].select("strong")]
    assert "Trouble breathing" in said
    assert "None of these" not in said
    assert hints["px_med_now"].select("button[name=stay]")
