"""Which answers open a question, for whoever has it on paper."""

import pytest

from app.screening import plan
from app.screening.enable_when import Choice, Opening, opening

SAYABLE = ("any_use", "opioid_use")


def opens(link_id: str, *modules: str) -> Opening:
    planned = next(item for step in plan().steps for item in step.items if item.item.link_id == link_id)
    return opening(planned, modules, SAYABLE)


@pytest.mark.parametrize("link_id", ["age", "phq9_1", "asq_1"])
def test_a_question_without_a_condition_is_for_everybody(link_id: str) -> None:
    assert opens(link_id) is True


def test_a_question_of_a_module_is_asked_where_the_module_is() -> None:
    assert opens("k6_1") is False
    assert opens("k6_1", "k6") is True


def test_any_of_several_answers_opens_it() -> None:
    assert opens("asq_5") == tuple(Choice(f"asq_{number}", ("yes",)) for number in range(1, 5))


def test_a_comparison_names_the_answers_that_it_accepts() -> None:
    assert opens("px_immediate_danger") == (Choice("px_safe_home", ("no", "unsure")),)
    assert opens("taps2_tob_1") == (Choice("taps1_1", (4, 3, 2, 1)),)


def test_what_a_person_can_answer_for_themselves_is_named() -> None:
    assert opens("px_motives") == ("any_use",)


def test_a_reason_that_nobody_can_say_opens_it_to_everybody() -> None:
    assert opens("px_wd_history_severe") is True
    assert opens("gad7_3") is True


def test_of_two_conditions_the_one_that_can_be_said_stands_for_both() -> None:
    assert opens("px_onset") == ("any_use",)
