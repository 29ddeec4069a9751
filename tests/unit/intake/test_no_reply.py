"""What is proposed when nobody answers: after enough tries, and only what the safe-contact plan allows."""

import pytest

from app.intake.case.no_reply import Step, next_steps, tries_without_reply
from app.screening import Level, rulebook

EVERYTHING = {
    "contact_phone": "555-0142",
    "contact_email": "robin@example.org",
    "contact_call": "yes",
    "contact_text": "yes",
    "contact_message_ok": "yes",
}
ALL_BUT_WELFARE = ["other_time", "text", "message", "email", "letter", "close"]


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in EVERYTHING.items() if name not in names}


@pytest.mark.parametrize(
    ("outcomes", "count"),
    [
        ([], 0),
        (["no_answer"], 1),
        (["no_answer", "left_message", "wrong_number"], 3),
        (["no_answer", "spoke"], 0),
        (["no_answer", "spoke", "no_answer", "no_answer"], 2),
        (["declined", "no_answer"], 1),
    ],
)
def test_only_tries_since_the_last_reply_count(outcomes: list[str], count: int) -> None:
    assert tries_without_reply(outcomes) == count


@pytest.mark.parametrize(("level", "tries"), [("imminent", 2), ("urgent", 5), ("elevated", 3), ("routine", 3)])
def test_nothing_is_proposed_before_enough_tries(level: str, tries: int) -> None:
    assert next_steps(Level(level), ["no_answer"] * (tries - 1), EVERYTHING, ()) == []
    assert next_steps(Level(level), ["no_answer"] * tries, EVERYTHING, ()) != []


def test_everything_that_the_plan_allows_is_proposed_and_closing_comes_last() -> None:
    assert next_steps(Level.ROUTINE, ["no_answer"] * 3, EVERYTHING, ()) == ALL_BUT_WELFARE


def test_a_welfare_check_is_for_imminent_alone_and_closing_for_all_others() -> None:
    for level in Level:
        steps = next_steps(level, ["no_answer"] * 5, EVERYTHING, ())
        assert (Step.WELFARE in steps, Step.CLOSE in steps) == (level is Level.IMMINENT, level is not Level.IMMINENT)
    assert next_steps(Level.IMMINENT, ["no_answer"] * 2, EVERYTHING, ())[0] is Step.WELFARE


@pytest.mark.parametrize(
    ("missing", "gone"),
    [
        (("contact_text",), {"text"}),
        (("contact_call",), {"other_time", "message"}),
        (("contact_message_ok",), {"message", "letter"}),
        (("contact_email",), {"email"}),
        (("contact_phone",), {"other_time", "text", "message"}),
    ],
)
def test_what_the_plan_does_not_allow_is_not_proposed(missing: tuple[str, ...], gone: set[str]) -> None:
    steps = next_steps(Level.ROUTINE, ["no_answer"] * 3, without(*missing), ())
    assert steps == [step for step in ALL_BUT_WELFARE if step not in gone]


def test_a_number_that_was_wrong_is_not_tried_again() -> None:
    steps = next_steps(Level.ROUTINE, ["no_answer", "no_answer", "wrong_number"], EVERYTHING, ())
    assert steps == ["email", "letter", "close"]


def test_a_message_is_left_once() -> None:
    steps = next_steps(Level.ROUTINE, ["left_message", "no_answer", "no_answer"], EVERYTHING, ())
    assert Step.MESSAGE not in steps


@pytest.mark.parametrize("flag", sorted(rulebook().no_letter))
def test_no_letter_goes_where_somebody_dangerous_may_open_it(flag: str) -> None:
    assert Step.LETTER not in next_steps(Level.ROUTINE, ["no_answer"] * 3, EVERYTHING, [flag])


def test_whoever_gave_no_way_leaves_only_closing() -> None:
    assert next_steps(Level.ROUTINE, ["no_answer"] * 3, {}, ()) == ["close"]
