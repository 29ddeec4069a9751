"""Going back and changing an answer: nothing is lost, what no longer fits does not count, new questions come first."""

import pytest
from bs4 import Tag
from flask import Flask

from app.extensions import db
from app.instruments import catalogue
from app.intake.models import Screening
from tests.support.client_browser import somebody
from tests.support.desk import desk_of
from tests.support.handed_over import handed_over
from tests.support.people import HEROIN_AND_DEPRESSION, NOTHING, YOUNG, everything
from tests.support.walker import Page, Walker

DRINKS = NOTHING | {"taps1_2": "4", "taps2_alc_1": "yes", "auditc_1": "4", "auditc_2": "4", "auditc_3": "4"}
MORE = "Your answers mean we ask"


def back_from(page: Page) -> str:
    link = page.soup.select_one(".bar a")
    assert link is not None
    return str(link["href"])


def change(walker: Walker, link_id: str, to: object, **known: object) -> Page:
    """From check-your-answers: follow its link to this question, answer otherwise, press continue."""
    question = catalogue().item(link_id).text
    rows = [row for row in walker.seen[-1].soup.select("dl.answers div") if row.select("dt")[0].get_text() == question]
    walker.known = {**walker.known, link_id: to, **known}
    walker.open(str(rows[0].select("a")[0]["href"]))
    return walker.go_on()


def notices(page: Page) -> list[str]:
    return [note.get_text() for note in page.soup.select("main .note")]


def test_back_leads_through_every_page_to_the_first_and_each_shows_what_was_chosen(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    walker.walk(until="/contact")
    page, met = walker.seen[-1], 0
    while page.path != "/consent":
        page = walker.open(back_from(page))
        met += page.path.startswith("/s/")
        for tag in page.soup.select("form[action^='/s/'] fieldset"):
            assert shows_an_answer(tag) is not is_hidden(tag), page.path
    assert met > 40


def shows_an_answer(question: Tag) -> bool:
    typed = question.select("input[type=text][value]:not([value='']), textarea:not(:empty)")
    return bool(question.select("input[checked]") or typed)


def is_hidden(question: Tag) -> bool:
    return "do not show it again" in question.get_text()


def test_a_choice_that_is_never_shown_again_is_not_shown_with_an_error_either(app: Flask) -> None:
    walker = somebody(app)
    page = walker.walk_to("px_safe_home")
    again = walker.send(page.path, ("px_safe_home", "no"), ("px_safe_home", "yes"))
    assert again.status == 422
    assert not again.soup.select("input[checked]")


def test_change_leads_back_to_check_your_answers(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    page = change(walker, "px_support", "skip")
    assert page.path == "/check"
    assert "I'd rather not answer" in page.text


def test_new_questions_come_first_and_the_page_says_why(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    page = change(walker, "taps1_2", "4", taps2_alc_1="no")
    assert page.path.startswith("/s/")
    assert notices(page) == [f"{MORE} 12 more questions about alcohol and what goes along with it."]
    seen = len(walker.seen)
    walker.walk(until="/check")
    assert len(walker.seen) - seen == 12


def test_a_single_new_question_is_announced_as_one(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    page = change(walker, "px_voices", "yes")
    assert notices(page) == [f"{MORE} 1 more question."]


def test_the_word_on_more_questions_stays_until_the_next_answer(app: Flask) -> None:
    walker = somebody(app, DRINKS)
    walker.walk_to("taps1_2")
    page = walker.go_on()
    assert notices(page) == [f"{MORE} 12 more questions about alcohol and what goes along with it."]
    assert notices(walker.open(page.path)) == notices(page), "after a reload"
    assert notices(walker.open(back_from(page))) == []
    assert notices(walker.open(page.path)) == notices(page), "after the Back button"
    assert notices(walker.go_on()) == []


def test_the_word_on_more_questions_does_not_stand_on_a_help_page(app: Flask) -> None:
    walker = somebody(app)
    walker.walk(until="/check")
    page = change(walker, "phq9_9", "1")
    assert page.path.startswith("/h/")
    assert MORE not in page.text
    assert notices(walker.go_on()) == [f"{MORE} 1 more question."]


def test_whoever_has_little_to_report_never_reads_of_more_questions(app: Flask) -> None:
    walker = somebody(app)
    walker.walk()
    assert not [page.path for page in walker.seen if MORE in page.text]


@pytest.mark.parametrize("known", [NOTHING, HEROIN_AND_DEPRESSION, DRINKS])
def test_the_number_of_parts_is_certain_from_the_first_page_to_the_last(app: Flask, known: dict[str, object]) -> None:
    walker = somebody(app, known)
    walker.walk(until="/check")
    captions = [page.soup.select(".caption")[0].get_text().split(":")[0] for page in walker.seen if is_step(page)]
    assert list(dict.fromkeys(captions)) == [f"Part {number} of 6" for number in range(1, 7)]


def is_step(page: Page) -> bool:
    return page.path.startswith("/s/")


def test_a_young_person_has_fewer_parts_and_still_knows_how_many(app: Flask) -> None:
    walker = somebody(app, YOUNG)
    walker.walk(until="/check")
    captions = [page.soup.select(".caption")[0].get_text().split(":")[0] for page in walker.seen if is_step(page)]
    assert list(dict.fromkeys(captions[4:])) == ["Part 2 of 3", "Part 3 of 3"]


def test_answers_that_no_longer_fit_are_kept_and_count_nowhere(app: Flask) -> None:
    walker = somebody(app, DRINKS)
    walker.walk(until="/check")
    page = change(walker, "auditc_1", "0")
    assert page.path == "/check"
    assert "on a typical day" not in page.text
    walker.walk()
    content = handed_over(app)
    assert content["answers"]["auditc_2"] == 4, "kept"
    assert "auditc_2" not in content["on_path"]
    assert content["outcome"]["scores"]["auditc"]["score"] == 0


def test_staff_see_what_was_changed_away_from_apart_from_the_rest(app: Flask) -> None:
    walker = somebody(app, HEROIN_AND_DEPRESSION)
    walker.walk(until="/check")
    change(walker, "taps1_3", "0")
    walker.walk()
    with app.app_context():
        screening_id = db.session.query(Screening).one().id
    page = desk_of(app, "coordinator").get(f"/staff/screenings/{screening_id}")
    off = " ".join(row.get_text(" ") for row in page.select(".answers tr.off"))
    assert "heroin" in off
    assert "heroin" not in walker.open("/result").text


def test_changing_back_brings_the_old_answers_back_unasked(app: Flask) -> None:
    walker = somebody(app, DRINKS)
    walker.walk(until="/check")
    change(walker, "auditc_1", "0")
    page = change(walker, "auditc_1", "4")
    assert page.path == "/check"
    assert "on a typical day" in page.text


def test_somebody_to_whom_everything_applies_reads_of_more_questions_a_few_times_only(app: Flask) -> None:
    walker = somebody(app, {"age": "34", "asq_5": "no"}, everything)
    walker.walk(until="/check")
    told = [notice for page in walker.seen for notice in notices(page) if notice.startswith(MORE)]
    topics = [notice.partition(" about ")[2].partition(" and what")[0] for notice in told]
    assert topics == ["your recovery", "alcohol", "drugs", "medicines", "worry", "hard things from the past"]
