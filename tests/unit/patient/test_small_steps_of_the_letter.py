"""One small step for each trigger that a person names, and never more than two."""

import pytest

from app.instruments import Answer
from app.patient.letter_file import letter_file
from tests.unit.patient.letters import ADULT, DRINKS, letter_for

# What somebody says sets them off, and words of the step that answers it.
STEP_FOR: list[tuple[dict[str, Answer], str]] = [
    ({"px_motives": ("withdrawal",)}, "tell a doctor, a nurse or us"),
    ({"px_return_use": ("withdrawal",)}, "tell a doctor, a nurse or us"),
    ({"px_motives": ("pain",)}, "when the pain is at its worst"),
    ({"px_return_use": ("pain",)}, "when the pain is at its worst"),
    ({"px_motives": ("memories",)}, "name five things that you see"),
    ({"px_return_use": ("stress",)}, "for the next hard moment"),
    ({"px_stress_use": 3}, "for the next hard moment"),
    ({"px_stress_use": 4}, "for the next hard moment"),
    ({"px_motives": ("anxiety",)}, "breathe out slowly"),
    ({"px_return_use": ("anxiety",)}, "breathe out slowly"),
    ({"px_motives": ("low_mood",)}, "one small good thing for tomorrow"),
    ({"px_return_use": ("low_mood",)}, "one small good thing for tomorrow"),
    ({"bam_8": 3}, "wait for ten minutes"),
    ({"bam_9": 0}, "Tell one person"),
    ({"bam_9": 1}, "Tell one person"),
    ({"bam_11": 3}, "one place or one person that makes it hard"),
    ({"px_return_use": ("cues",)}, "one place or one person that makes it hard"),
    ({"px_motives": ("sleep",)}, "Get up at the same time"),
    ({"px_return_use": ("sleep",)}, "Get up at the same time"),
    ({"px_after_use": "worse"}, "how you feel the day after"),
    ({"px_motives": ("energy",)}, "Eat something early"),
    ({"px_motives": ("social",)}, "where nobody drinks or uses"),
    ({"px_return_use": ("celebrate",)}, "mark a good day"),
]
NO_TRIGGER: list[dict[str, Answer]] = [
    {"px_motives": ("none",)},
    {"px_motives": ("other",)},
    {"px_return_use": ("never_stopped",)},
    {"px_stress_use": 2},
    {"px_after_use": "better"},
    {"bam_8": 2},
    {"bam_9": 2},
    {"bam_11": 2},
]


@pytest.mark.parametrize(("trigger", "step"), STEP_FOR, ids=str)
def test_a_trigger_gets_its_own_small_step(trigger: dict[str, Answer], step: str) -> None:
    (said,) = letter_for(DRINKS | trigger).small_steps
    assert step in said


@pytest.mark.parametrize("answers", NO_TRIGGER, ids=str)
def test_no_step_is_pressed_on_somebody_who_named_no_trigger(answers: dict[str, Answer]) -> None:
    assert letter_for(DRINKS | answers).small_steps == []


def test_no_step_stands_in_the_file_that_no_trigger_leads_to() -> None:
    reached = {letter_for(DRINKS | trigger).small_steps[0] for trigger, _ in STEP_FOR}
    assert reached == {sentence.say for sentence in letter_file().small_step}


def test_at_most_two_steps_are_shown_and_the_safest_comes_first() -> None:
    named: tuple[str, ...] = ("low_mood", "anxiety", "pain", "sleep", "withdrawal")
    steps = letter_for(DRINKS | {"px_motives": named, "px_stress_use": 4}).small_steps
    assert len(steps) == 2
    assert "Before you cut down or stop, tell a doctor" in steps[0]


def test_a_young_person_who_was_not_asked_gets_none() -> None:
    assert letter_for(ADULT | {"age": 15, "px_motives": ("pain",)}).small_steps == []
