"""The letter: three strands and how they meet, hope, limits, and help first when it was needed on the way."""

import re

import pytest

from app.instruments import Answer
from app.intake.draft_state import RiskEvent
from app.leaflets import leaflets
from app.screening import Level
from tests.support.reading_grade import grade
from tests.support.safe_messaging import faults
from tests.unit.patient.letters import ADULT, DRINKS, NOW, letter_for, words

LOW: dict[str, Answer] = {**{f"phq9_{number}": 2 for number in range(1, 9)}, "phq9_9": 0, "phq9_10": 2}
HEROIN: dict[str, Answer] = {"taps1_3": 4, "taps2_her_1": "yes", "taps2_her_2": "yes", "taps2_her_3": "yes"}
STRESS: dict[str, Answer] = {"px_stress_now": 4, "px_stress_use": 4, "px_motives": ("low_mood",)}
FOUR_PEOPLE = {
    "mood and use both weigh a lot": ADULT | LOW | HEROIN | STRESS,
    "mood weighs most": ADULT | LOW | {"auditc_1": 1, "px_stress_now": 3},
    "use weighs most": ADULT | HEROIN | {f"phq9_{number}": 0 for number in range(1, 10)} | {"px_stress_now": 1},
    "neither weighs much": ADULT | {f"phq9_{number}": 0 for number in range(1, 10)} | {"auditc_1": 0, "taps1_2": 0},
}
EVERYBODY = pytest.mark.parametrize("answers", FOUR_PEOPLE.values(), ids=FOUR_PEOPLE.keys())
SUICIDE = RiskEvent(NOW, "raised", "SUI_POSITIVE", Level.URGENT)
DANGER = RiskEvent(NOW, "raised", "DANGER_NOW", Level.IMMINENT)
DRINKING = RiskEvent(NOW, "raised", "WD_RISK_ALCOHOL", Level.ELEVATED)


@EVERYBODY
def test_use_mood_and_stress_stand_together_in_every_letter(answers: dict[str, Answer]) -> None:
    said = letter_for(answers)
    assert [strand.key for strand in said.strands] == ["use", "mood", "stress"]
    assert all(strand.paragraphs for strand in said.strands)
    assert 1 <= len(said.together) <= 3


@EVERYBODY
def test_every_letter_ends_in_hope_and_says_that_it_is_no_diagnosis(answers: dict[str, Answer]) -> None:
    said = letter_for(answers)
    assert "well again" in said.hope[-1]
    assert "does not diagnose anything" in said.limits


@EVERYBODY
def test_a_letter_is_easy_to_read_and_breaks_no_rule_of_safe_messaging(answers: dict[str, Answer]) -> None:
    text = words(letter_for(answers))
    assert grade(text) <= 6
    assert not faults(text)


@EVERYBODY
def test_no_number_that_measures_a_person_stands_outside_the_folded_scores(answers: dict[str, Answer]) -> None:
    said = letter_for(answers)
    assert not re.search(r"\b\d+ of \d+\b|score|quadrant|risk|level", words(said), re.IGNORECASE)
    assert said.scores


def test_the_letters_of_the_four_people_differ() -> None:
    assert len({words(letter_for(answers)) for answers in FOUR_PEOPLE.values()}) == len(FOUR_PEOPLE)


@pytest.mark.parametrize("event", [SUICIDE, DANGER])
def test_help_comes_first_when_an_answer_on_the_way_needed_it(event: RiskEvent) -> None:
    safety = letter_for(DRINKS, event).safety
    assert safety is not None
    ways = [way.href for line in safety.lines for way in line.main_channels]
    assert ways == ["tel:988", "sms:988", "tel:911"]


def test_no_help_card_stands_before_a_letter_that_needs_none() -> None:
    assert letter_for(DRINKS, DRINKING).safety is None


def test_advice_on_safety_comes_without_a_second_thank_you() -> None:
    said = letter_for(ADULT | HEROIN)
    assert any("naloxone (Narcan) close by" in text for text in said.helps_now)
    assert any("call 911 first" in text for text in said.helps_now)
    assert not any("Thank you" in text for text in said.helps_now)


def test_the_letter_never_ends_in_a_bare_referral() -> None:
    may_call = letter_for(DRINKS, contact={"contact_phone": "555-0142", "contact_call": "yes"})
    assert any("We will try to reach you" in step for step in may_call.next_steps)
    assert any("You can call us at 555-0100 and say your reference." in step for step in letter_for(DRINKS).next_steps)


def test_the_letter_points_to_what_fits_and_to_no_more_than_four_texts() -> None:
    everything = ADULT | LOW | HEROIN | STRESS | {"px_alc_daily": "yes", "auditc_1": 4, "px_benzo_daily": "yes"}
    assert [leaflet.number for leaflet in letter_for(everything).leaflets] == [1, 2, 3, 4]
    assert [leaflet.number for leaflet in letter_for(ADULT).leaflets] == [len(leaflets())]


@pytest.mark.parametrize("sign", ["overdose", "breathing", "chest_pain", "seizure", "passing_out"])
def test_a_body_in_danger_leads_with_911_and_poison_help_and_no_praise_for_not_using(sign: str) -> None:
    nothing: dict[str, Answer] = {"taps1_2": 0, "taps1_3": 0, "taps1_4": 0, "auditc_1": 0}
    said = letter_for(ADULT | nothing | {"px_med_now": (sign,)})
    assert said.safety
    assert "Call 911" in said.safety.paragraphs[0]
    assert [line.name for line in said.safety.lines][:2] == ["Emergency services", "Poison Help"]
    assert "good to know" not in words(said)
    assert "good to know" in words(letter_for(ADULT | nothing))


def test_severe_withdrawal_leads_with_911() -> None:
    drinking: dict[str, Answer] = {"auditc_1": 4, "auditc_2": 4, "auditc_3": 4}
    said = letter_for(ADULT | drinking | {"px_wd_now": ("seeing_hearing",)})
    assert said.safety
    assert said.safety.lines[0].name == "Emergency services"
