"""Whoever gives an answer that brings many more questions is told how many, and about what. Nobody else is."""

import pytest

from app.instruments import Answers, catalogue
from app.screening import Added, Circumstances, OpenStep, Path, added, plan, walk
from tests.golden.tables import answers
from tests.unit.screening.readings import DEFAULT, nothing_to_tell

EVERYTHING = {link_id: nothing_to_tell(item) for link_id, item in catalogue().items.items()}
NO_OFFER = Circumstances(frozenset({*DEFAULT.modules, "hark"}), offer="go_on")


def told_on_the_way(earlier: str, given_now: str) -> Added | None:
    """What a first answer adds, all before it being answered: as `earlier` says, else with nothing to tell."""
    now = answers(given_now)
    step = next(step for step in plan().steps if {planned.item.link_id for planned in step.items} & now.keys())
    reached = {planned.item.link_id for one in plan().steps[: step.number - 1] for planned in one.items}
    return told({**EVERYTHING, **answers(earlier)}, reached, now)


def told_after_a_change(earlier: str, given_now: str) -> Added | None:
    """What is added by another answer to a question, every question having been answered."""
    person = {**EVERYTHING, **answers(earlier)}
    return told(person, walk(person, NO_OFFER).asked, answers(given_now))


def told(person: Answers, known: set[str] | frozenset[str], now: Answers) -> Added | None:
    before = walk({link_id: person[link_id] for link_id in known}, NO_OFFER)
    after = walk({**before.answers, **now}, NO_OFFER)
    return added(page_with(after, set(now)), before, after)


def page_with(path: Path, link_ids: set[str]) -> OpenStep:
    return next(step for step in path.steps if link_ids & set(step.link_ids))


@pytest.mark.parametrize(
    ("now", "topic"),
    [
        ("px_recovery=yes", "your recovery"),
        ("taps1_2=2", "alcohol"),
        ("taps1_3=1", "drugs"),
        ("taps1_4=1", "medicines"),
        ("auditc_1=2", "alcohol"),
        ("pcptsd5_0=yes", "hard things from the past"),
    ],
)
def test_an_answer_that_brings_many_questions_names_its_topic(now: str, topic: str) -> None:
    more = told_on_the_way("", now)
    assert more is not None
    assert more.topic == topic
    assert more.count >= 3


def test_the_questions_on_worry_are_counted_exactly() -> None:
    assert told_on_the_way("gad7_1=1", "gad7_2=2") == Added(5, "worry")


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("", "taps1_2=0"),
        ("", "px_helper=yes"),
        ("", "px_private=yes"),
        ("", "phq9_1=3"),
        ("", "asq_1=yes"),
        ("", "taps1_1=4"),
        ("", "px_mania_ever=yes"),
        ("taps1_2=2", "auditc_1=1"),
    ],
)
def test_one_question_leading_to_the_next_needs_no_word(earlier: str, now: str) -> None:
    assert told_on_the_way(earlier, now) is None


def test_a_skipped_question_opens_what_it_would_have_opened_and_says_so() -> None:
    assert told_on_the_way("", "taps1_3=skip") is not None


def test_who_has_answered_everything_is_told_of_a_single_new_question() -> None:
    assert told_after_a_change("", "px_voices=yes") == Added(1, None)


def test_an_answer_given_once_more_adds_nothing() -> None:
    assert told_after_a_change("taps1_2=2", "taps1_2=2") is None


def test_fewer_questions_need_no_word() -> None:
    assert told_after_a_change("taps1_2=4 auditc_1=4", "taps1_2=0") is None


@pytest.mark.parametrize("now", ["px_harm_others_recent=yes", "px_safe_home=no", "hark_1=yes"])
def test_nothing_is_said_that_tells_how_a_hidden_question_was_answered(now: str) -> None:
    assert told_after_a_change("px_private=yes", now) is None


def test_a_question_that_shows_a_hidden_answer_is_not_counted() -> None:
    unsafe = "px_private=no px_safe_home=no"
    person = {link_id: answer for link_id, answer in EVERYTHING.items() if link_id != "px_immediate_danger"}
    before = walk({**person, **answers(unsafe)}, NO_OFFER)
    after = walk({**person, **answers(unsafe, "px_private=yes")}, NO_OFFER)
    assert "px_immediate_danger" in after.pending
    assert added(page_with(after, {"px_private"}), before, after) is None
