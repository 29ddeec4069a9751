"""The profile: the three strands say what the answers say, and nothing when they say nothing."""

import pytest

from app.instruments import Answer
from app.screening import judge
from app.staff.case.phrases import Findings
from app.staff.case.profile import profile
from app.staff.case.strands_picture import AWAY, picture


def strengths(answers: dict[str, Answer]) -> list[str]:
    return [strand.strength for strand in profile(judge(answers)).strands]


def phq9(total: int) -> dict[str, Answer]:
    return {f"phq9_{number}": min(3, max(0, total - 3 * (number - 1))) for number in range(1, 10)}


def test_nothing_answered_is_not_known_and_not_none() -> None:
    assert strengths({}) == ["not known"] * 3


@pytest.mark.parametrize(
    ("total", "strength"),
    [(4, "none reported"), (5, "some"), (9, "some"), (10, "marked"), (14, "marked"), (15, "strong")],
)
def test_mood_follows_the_bands_of_phq9(total: int, strength: str) -> None:
    assert strengths(phq9(total))[1] == strength


@pytest.mark.parametrize(("answer", "strength"), [(0, "none reported"), (1, "some"), (2, "marked"), (3, "strong")])
def test_stress_follows_what_was_said(answer: int, strength: str) -> None:
    assert strengths({"px_stress_now": answer})[2] == strength


@pytest.mark.parametrize(
    ("answers", "strength"),
    [
        ({"taps1_1": 0, "taps1_2": 0, "taps1_3": 0, "taps1_4": 0}, "none reported"),
        ({"taps1_2": 1}, "some"),
        ({"auditc_1": 3, "auditc_2": 0, "auditc_3": 0}, "marked"),
        ({"taps2_her_1": "yes", "taps2_her_2": "yes"}, "strong"),
    ],
)
def test_use_follows_what_was_said(answers: dict[str, Answer], strength: str) -> None:
    assert strengths(answers)[0] == strength


def test_a_substance_with_an_incomplete_score_is_named_at_its_least() -> None:
    words = profile(judge({"taps2_her_1": "yes", "taps2_her_2": "yes"})).strands[0].words
    assert words == ("TAPS-2: Heroin at least 2 of 3",)


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"px_onset": "mood_first"}, "mood"),
        ({"px_onset": "use_first", "px_mood_before": "no"}, "use"),
        ({"px_onset": "use_first", "px_mood_before": "yes"}, "mood"),
    ],
)
def test_the_strand_that_began_first_begins_further_left(answers: dict[str, Answer], first: str) -> None:
    drawn = picture(Findings(judge(answers)), 3, 3, None)
    assert min(drawn.lines, key=lambda line: line.begins).key == first
    assert [line.key for line in drawn.lines] == ["use", "mood"]


def test_an_unknown_beginning_is_drawn_as_unknown() -> None:
    drawn = picture(Findings(judge({"px_onset": "not_sure"})), 3, 3, 1)
    assert not any(line.known for line in drawn.lines)
    assert drawn.words == "Which began first is not known."


def test_a_time_without_use_shows_in_the_use_line_only_when_there_was_one() -> None:
    answers: dict[str, Answer] = {"px_onset": "use_first", "px_abstinent_4w": "yes", "px_mood_abstinent": "worse"}
    use, mood = picture(Findings(judge(answers)), 3, 3, None).lines
    assert f"H{AWAY[1]}" in use.path
    assert f"H{AWAY[1]}" in mood.path
    without = picture(Findings(judge({**answers, "px_abstinent_4w": "no"})), 3, 3, None)
    assert not without.away
    assert all("H" not in line.path for line in without.lines)
