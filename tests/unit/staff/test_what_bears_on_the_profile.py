"""Beside the picture of the three strands stands what bears on them, so that nobody reads mood without its context."""

from app.instruments import Answer
from app.screening import judge
from app.staff.case.bearing import bearing
from app.staff.case.phrases import Findings


def test_mood_answered_in_withdrawal_says_so_beside_the_picture() -> None:
    said = " ".join(bearing(Findings(judge({"px_phase_now": "cutting", "px_last_use": "d1_3"}))).context)
    assert "Answered while cutting down or in withdrawal." in said
    assert "Signs of withdrawal." in said
    assert "Last use was within 3 days." in said


def test_an_unknown_phase_of_use_is_said_and_not_left_out() -> None:
    assert bearing(Findings(judge({}))).context == ("Phase of use not asked or not said.",)


def test_every_reason_every_return_and_pain_stand_there_in_the_persons_own_answers() -> None:
    answers: dict[str, Answer] = {
        "px_motives": ("energy", "pain"),
        "px_return_use": ("cues",),
        "px_stress_now": 4,
        "px_relief_pain": 3,
    }
    facts = {fact.word: "; ".join(fact.said) for fact in bearing(Findings(judge(answers))).facts}
    assert facts["Reasons for use"] == "“For energy or focus”, “To ease body pain”"
    assert facts["What led back to use"] == "“People or places that reminded me”"
    assert "More than I can handle" in facts["Stress"]
    assert "uses or drinks to ease it" in facts["Pain"]


def test_what_was_not_answered_is_empty_and_not_none() -> None:
    assert [fact.said for fact in bearing(Findings(judge({}))).facts] == [(), (), (), ()]
