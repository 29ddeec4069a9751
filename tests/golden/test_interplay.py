"""The dual-diagnosis profile: order in time, side that leads, caveats and extras, from both sides of each cut."""

from typing import Any

import pytest

from app.screening import Level, judge, rulebook
from tests.golden.tables import answers, golden

TABLE = golden("interplay.toml")
CALM = TABLE["calm"]


def rows(section: str) -> list[Any]:
    return [pytest.param(given, expected, id=f"{given} -> {expected}") for given, expected in TABLE[section]]


@pytest.mark.parametrize(("given", "pattern"), rows("temporal"))
def test_the_order_of_low_mood_and_use_follows_from_the_answers(given: str, pattern: str) -> None:
    assert judge(answers(given)).temporal.id == pattern


@pytest.mark.parametrize(("given", "quadrant"), rows("quadrants"))
def test_the_side_that_needs_the_lead_follows_from_scores_and_flags(given: str, quadrant: str) -> None:
    assert judge(answers(CALM, given)).quadrant.id == quadrant


@pytest.mark.parametrize(("given", "extras"), rows("extras"))
def test_an_extra_is_shown_to_staff_and_never_raises_the_level(given: str, extras: str) -> None:
    outcome = judge(answers(CALM, given))
    assert [extra.id for extra in outcome.extras] == extras.split()
    if extras:
        assert outcome.level is Level.ROUTINE


def test_every_extra_and_caveat_is_seen_given_and_not_given() -> None:
    for section, remarks in (("extras", rulebook().remarks), ("caveats", rulebook().interplay.caveats)):
        assert {word for _, words in TABLE[section] for word in words.split()} == {remark.id for remark in remarks}
        assert "" in {words for _, words in TABLE[section]}


@pytest.mark.parametrize(("given", "caveats"), rows("caveats"))
def test_a_caveat_stands_beside_mood_scores_that_use_may_have_moved(given: str, caveats: str) -> None:
    assert [caveat.id for caveat in judge(answers(CALM, given)).caveats] == caveats.split()


@pytest.mark.parametrize(("given", "track_and_reasons"), rows("tracks"))
def test_a_track_is_suggested_with_every_reason_for_it(given: str, track_and_reasons: str) -> None:
    found = judge(answers(CALM, TABLE["known"], given)).suggestion
    assert [found.track, *(reason.id for reason in found.reasons)] == track_and_reasons.split()


@pytest.mark.parametrize(("given", "first"), rows("settle_first"))
def test_what_is_settled_before_any_track_is_said(given: str, first: str) -> None:
    assert [remark.id for remark in judge(answers(CALM, TABLE["known"], given)).suggestion.first] == first.split()


def test_every_track_and_every_reason_is_seen() -> None:
    seen = {word for _, words in TABLE["tracks"] for word in words.split()}
    assert seen == set(rulebook().interplay.tracks) | {reason.id for reason in rulebook().interplay.reasons}
    rules = {remark.id for remark in rulebook().interplay.settle_first}
    assert {word for _, words in TABLE["settle_first"] for word in words.split()} == rules


def test_a_caveat_never_lowers_a_flag_or_a_score() -> None:
    severe = "phq9_1..8=3 asq_1=yes asq_5=no"
    plain, caveated = judge(answers(severe)), judge(answers(severe, "px_last_use=today px_phase_now=using"))
    assert plain.flags == caveated.flags
    assert plain.scores == caveated.scores


@pytest.mark.parametrize(("phase", "words"), TABLE["phases"].items())
def test_the_phase_of_use_is_put_in_words(phase: str, words: str) -> None:
    assert words in str(judge(answers(f"px_phase_now={phase}")).phase)


@pytest.mark.parametrize("given", ["", "px_phase_now=skip"])
def test_no_phase_is_made_up(given: str) -> None:
    assert judge(answers(given)).phase is None


@pytest.mark.parametrize(
    ("quadrant", "track"),
    [
        ("I", "Start with support and check again"),
        ("II", "Mood needs the lead, include use"),
        ("III", "Use needs the lead, include mood"),
        ("IV", "Talk about both together"),
    ],
)
def test_staff_read_the_quadrant_as_a_sentence(quadrant: str, track: str) -> None:
    assert {rule.id: rule.track for rule in rulebook().interplay.quadrants}[quadrant] == track
