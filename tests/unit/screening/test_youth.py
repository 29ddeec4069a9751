"""A person under the site's youth age is asked about mood and safety, and nothing else (decision 8)."""

import pytest

from app.screening import Circumstances, Path, judge, walk
from tests.golden.tables import answers, items
from tests.unit.screening.readings import DEFAULT

ASKED_OF_YOUTH = [
    *items("px_helper px_private px_med_now age phq9_1..9 px_hopeless asq_1..4 px_harm_others_recent px_safe_home")
]
MUCH = "px_private=yes taps1_1..4=4 auditc_1=4 px_opioid_rx=yes phq9_1..9=0 px_voices=yes"


def youth_path(given: str, youth_age: int = 18, modules: frozenset[str] = DEFAULT.modules) -> Path:
    return walk(answers(given), Circumstances(modules, youth_age=youth_age))


def asked(path: Path) -> list[str]:
    return [link_id for step in path.steps for link_id in step.link_ids]


def test_after_the_age_only_mood_safety_and_others_are_asked_about() -> None:
    path = youth_path(f"{MUCH} age=15")
    assert path.youth
    assert asked(path) == ASKED_OF_YOUTH


def test_follow_ups_of_those_questions_are_asked_as_well() -> None:
    path = youth_path("px_private=yes age=15 phq9_9=1 asq_1=yes asq_4=yes px_harm_others_recent=yes")
    assert {"phq9_10", "asq_5", "asq_4_when", "px_harm_others_now"} <= set(asked(path))


def test_modules_do_not_lengthen_the_youth_path() -> None:
    everything = frozenset({"pcptsd5", "peg", "phq15", "k6", "sisq_drug", "hark"})
    assert asked(youth_path(f"{MUCH} age=15", modules=everything)) == ASKED_OF_YOUTH


@pytest.mark.parametrize("private", ["no", "skip"])
def test_without_privacy_home_is_not_asked_about(private: str) -> None:
    assert "px_safe_home" not in asked(youth_path(f"age=15 px_private={private}"))


@pytest.mark.parametrize(
    ("age", "youth_age", "is_youth"),
    [
        ("17", 18, True),
        ("18", 18, False),
        ("15", 16, True),
        ("16", 16, False),
        ("20", 21, True),
        ("skip", 18, False),
        ("-", 18, False),
    ],
)
def test_the_site_says_who_is_young(age: str, youth_age: int, is_youth: bool) -> None:
    path = youth_path(f"{MUCH} age={age}", youth_age)
    assert path.youth is is_youth
    assert ("taps1_1" in asked(path)) is not is_youth


@pytest.mark.parametrize(("age", "is_minor"), [("17", True), ("18", False)])
def test_being_a_minor_does_not_depend_on_the_site(age: str, is_minor: bool) -> None:
    for youth_age in (16, 18, 21):
        path = youth_path(f"asq_1..4=no phq9_9=0 age={age}", youth_age)
        assert ("MINOR" in [flag.id for flag in judge(path.answers).flags]) is is_minor


def test_answers_given_before_a_changed_age_no_longer_count() -> None:
    path = youth_path(f"{MUCH} drink_cut=men age=15")
    assert {"taps1_1", "drink_cut", "px_voices"}.isdisjoint(path.answers)


def test_nothing_is_put_off_for_a_young_person() -> None:
    path = walk(answers("age=15"), Circumstances(DEFAULT.modules, minutes=60))
    assert path.waiting == ()
    assert not path.offer_due
