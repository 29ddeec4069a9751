"""What staff can rely on in every flag: why it is there, how pressing it is, and that silence raises nothing."""

import pytest

from app.instruments import SKIP, catalogue
from app.screening import Level, judge, rulebook
from app.screening.level import highest
from tests.golden.tables import answers

CALM = "asq_1..4=no phq9_9=0"


@pytest.mark.parametrize(
    ("given", "flag", "because"),
    [
        ("px_opioid_rx=yes px_benzo_daily=yes", "OD_COMBO", "px_opioid_rx px_benzo_daily"),
        ("taps2_her_1=yes px_fentanyl=yes taps2_alc_2=yes", "OD_COMBO", "taps2_her_1 px_fentanyl taps2_alc_2"),
        ("asq_1=yes asq_4=yes asq_5=no", "SUI_POSITIVE", "asq_1 asq_4 asq_5"),
        ("asq_2=yes asq_5=skip", "SUI_ACUTE", "asq_2 asq_5"),
        ("asq_5=yes", "SUI_ACUTE", "asq_5"),
        ("asq_4=yes asq_4_when=within_3m asq_5=no", "SUI_RECENT_ATTEMPT", "asq_4 asq_4_when"),
        ("phq9_9=2", "SUI_ITEM9", "phq9_9"),
        ("phq9_9=1 asq_3=skip", "SUI_ITEM9", "phq9_9 asq_3"),
        ("asq_2=skip asq_3=-", "SUI_INCOMPLETE", "asq_2 asq_3 phq9_9"),
        ("px_wd_now=seizure+confused", "MED_NOW", "px_wd_now"),
        ("px_med_now=overdose px_wd_now=seizure", "MED_NOW", "px_med_now px_wd_now"),
        ("auditc_1..2=4 auditc_3=0 age=70", "WD_ALCOHOL", "auditc age"),
        ("px_alc_daily=yes px_wd_now=shaking+sweating", "WD_ALCOHOL", "px_alc_daily px_wd_now"),
        ("px_pregnancy=possible px_fentanyl=yes", "PREG_OPIOID", "px_pregnancy px_fentanyl"),
        ("px_voices=yes px_paranoia=yes", "PSYCHOSIS", "px_voices px_paranoia"),
        ("hark_3=yes", "IPV_PHYSICAL", "hark_3"),
        ("phq9_1..8=3", "DEPRESSION_SEVERE", "phq9"),
        ("taps2_can_1..2=yes", "SUBSTANCE_HIGH", "taps2_can"),
        ("age=16", "MINOR", "age"),
    ],
)
def test_a_flag_names_the_answers_that_raised_it_and_no_others(given: str, flag: str, because: str) -> None:
    found = {flag.id: flag.because for flag in judge(answers(CALM, given)).flags}
    assert found[flag] == tuple(because.split())


def test_whatever_a_flag_names_can_be_shown_to_staff() -> None:
    names = {*catalogue().items, *catalogue().instruments, *catalogue().subscale_items}
    everything = judge(
        answers("asq_1..5=yes phq9_1..9=3 px_alc_daily=yes px_wd_now=shaking px_voices=yes hark_1..4=yes")
    )
    assert {name for flag in everything.flags for name in flag.because} <= names


def test_a_recent_attempt_comes_first_among_the_urgent_ones_and_after_the_imminent_ones() -> None:
    urgent = (
        "asq_4=yes asq_4_when=within_3m px_opioid_rx=yes px_benzo_daily=yes px_voices=yes px_harm_others_recent=yes"
    )
    flags = [flag.id for flag in judge(answers(CALM, urgent, "asq_5=no")).flags]
    assert flags[0] == "SUI_RECENT_ATTEMPT"
    assert [flag.id for flag in judge(answers(CALM, urgent, "asq_5=yes")).flags][:2] == [
        "SUI_ACUTE",
        "SUI_RECENT_ATTEMPT",
    ]


def test_only_the_recent_attempt_goes_first_within_its_level() -> None:
    assert [rule.id for rule in rulebook().risk.flags if rule.first] == ["SUI_RECENT_ATTEMPT"]


def test_flags_stand_by_level_most_pressing_first() -> None:
    given = answers("asq_1=yes asq_5=yes px_voices=yes px_inject=yes px_harm_others_now=yes phq9_1..9=3 age=17")
    ranks = [flag.level.rank for flag in judge(given).flags]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_skipping_every_question_raises_only_that_a_person_has_to_ask() -> None:
    outcome = judge(dict.fromkeys(catalogue().items, SKIP))
    assert [flag.id for flag in outcome.flags] == ["SUI_INCOMPLETE"]
    assert (outcome.temporal.id, outcome.quadrant.id, outcome.extras, outcome.caveats) == ("T4", "I", (), ())


def test_no_answers_at_all_are_not_read_as_no_risk() -> None:
    outcome = judge({})
    assert outcome.to_json() == {
        "scores": {},
        "flags": [
            {"id": "SUI_INCOMPLETE", "level": "elevated", "because": ["asq_1", "asq_2", "asq_3", "asq_4", "phq9_9"]}
        ],
        "level": "elevated",
        "temporal": "T4",
        "quadrant": "I",
    }


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ("", "routine"),
        ("px_inject=yes", "elevated"),
        ("px_inject=yes px_voices=yes", "urgent"),
        ("px_inject=yes px_voices=yes px_med_now=breathing", "imminent"),
    ],
)
def test_the_level_is_that_of_the_most_pressing_flag(given: str, level: str) -> None:
    assert judge(answers(CALM, given)).level == level


def test_levels_rank_from_imminent_to_routine() -> None:
    assert sorted(Level, key=lambda level: level.rank) == ["imminent", "urgent", "elevated", "routine"]
    assert highest([Level.ELEVATED, Level.IMMINENT, Level.URGENT]) is Level.IMMINENT
    assert highest([]) is Level.ROUTINE


def test_every_imminent_flag_has_words_for_the_person() -> None:
    assert [rule.id for rule in rulebook().risk.flags if rule.level is Level.IMMINENT and not rule.tell] == []


def test_nothing_about_a_violent_partner_is_told_beyond_the_danger_page() -> None:
    assert {rule.tell for rule in rulebook().risk.flags if rule.id.startswith("IPV_")} == {None}
