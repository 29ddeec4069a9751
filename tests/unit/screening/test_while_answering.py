"""While a person is answering, what still lies ahead is not yet unanswered: it raises nothing and records nothing."""

import pytest

from app.screening import Circumstances, judge, walk
from tests.golden.tables import answers
from tests.unit.screening.readings import DEFAULT, raised_as_they_stand, raised_so_far

TO_ASQ = "phq9_1..9=0 px_hopeless=0"


@pytest.mark.parametrize(
    ("given", "so_far", "as_they_stand"),
    [
        ("", [], ["SUI_INCOMPLETE"]),
        ("px_helper=no px_private=yes px_med_now=none age=40", [], ["SUI_INCOMPLETE"]),
        (f"{TO_ASQ} asq_1=yes", [], ["SUI_ACUTE"]),
        (f"{TO_ASQ} asq_1=yes asq_2..4=no", [], ["SUI_ACUTE"]),
        (f"{TO_ASQ} asq_1=no asq_2=skip asq_3..4=no", ["SUI_INCOMPLETE"], ["SUI_INCOMPLETE"]),
        (f"{TO_ASQ} asq_1=skip", ["SUI_INCOMPLETE"], ["SUI_INCOMPLETE"]),
        (f"{TO_ASQ} asq_1=yes asq_2..4=no asq_5=skip", ["SUI_ACUTE"], ["SUI_ACUTE"]),
        (f"{TO_ASQ} asq_1=yes asq_2..4=no asq_5=no", ["SUI_POSITIVE"], ["SUI_POSITIVE"]),
        (f"{TO_ASQ} asq_1..4=no", [], []),
        (f"{TO_ASQ} phq9_9=1 phq9_10=0", [], ["SUI_ITEM9"]),
        (f"{TO_ASQ} phq9_9=1 phq9_10=0 asq_1..4=no", ["SUI_ITEM9_LOW"], ["SUI_ITEM9_LOW"]),
        (f"{TO_ASQ} phq9_9=1 phq9_10=0 asq_1=skip", ["SUI_ITEM9"], ["SUI_ITEM9"]),
        (f"{TO_ASQ} phq9_9=2 phq9_10=0", ["SUI_ITEM9"], ["SUI_ITEM9"]),
        ("asq_1..4=no phq9_1..7=3", [], ["DEPRESSION_SEVERE"]),
        ("asq_1..4=no phq9_1..7=3 phq9_8=skip", [], ["DEPRESSION_SEVERE"]),
        ("asq_1..4=no phq9_1..7=3 phq9_8..9=skip", ["DEPRESSION_SEVERE"], ["DEPRESSION_SEVERE"]),
        ("asq_1..4=no phq9_9=0 gad7_1..6=3", [], ["ANXIETY_SEVERE"]),
        ("asq_1..4=no phq9_9=0 gad7_1..6=3 gad7_7=skip", ["ANXIETY_SEVERE"], ["ANXIETY_SEVERE"]),
        ("asq_1..4=no phq9_9=0 pcptsd5_0..4=yes", [], ["TRAUMA_POSITIVE"]),
        ("asq_1..4=no phq9_9=0 pcptsd5_0..4=yes pcptsd5_5=skip", ["TRAUMA_POSITIVE"], ["TRAUMA_POSITIVE"]),
        ("asq_1..4=no phq9_9=0 taps1_3=1 taps2_can_1..2=yes", [], ["SUBSTANCE_HIGH"]),
        ("asq_1..4=no phq9_9=0 taps1_3=1 taps2_can_1..2=yes taps2_can_3=no", ["SUBSTANCE_HIGH"], ["SUBSTANCE_HIGH"]),
    ],
)
def test_what_lies_ahead_raises_nothing_yet(given: str, so_far: list[str], as_they_stand: list[str]) -> None:
    assert raised_so_far(given) == so_far
    assert raised_as_they_stand(given) == as_they_stand


def test_a_question_that_is_not_asked_of_this_person_does_not_lie_ahead() -> None:
    path = walk(answers("asq_1..4=no phq9_1..9=0"), DEFAULT)
    assert {"asq_5", "asq_4_when", "phq9_10", "hark_1"}.isdisjoint(path.pending)
    assert "px_hopeless" in path.pending


def test_a_skipped_question_does_not_lie_ahead() -> None:
    assert "asq_1" not in walk(answers("asq_1=skip"), DEFAULT).pending


def test_questions_put_off_still_lie_ahead_until_the_person_leaves_them_out() -> None:
    begun = "pcptsd5_0..4=yes"
    late = Circumstances(DEFAULT.modules, minutes=11)
    assert "px_alone" in walk(answers(begun), late).pending
    left_out = Circumstances(DEFAULT.modules, minutes=11, offer="left_out")
    assert "px_alone" not in walk(answers(begun), left_out).pending
    assert "pcptsd5_5" in walk(answers(begun), left_out).pending


def test_an_answer_off_the_path_raises_nothing() -> None:
    assert raised_so_far("asq_1..4=no phq9_9=0 px_voices=no px_voices_command=yes") == []
    assert [flag.id for flag in judge(answers("asq_1..4=no phq9_9=0 px_voices=no px_voices_command=yes")).flags] == [
        "PSY_COMMAND"
    ]
