"""Which help lines a person sees, and in which order."""

import pytest

from app.crisis.choose import Facts, by_group, for_situation
from app.crisis.messages import KINDS, Kind
from app.crisis.resources import resources

ALL = pytest.mark.parametrize("kind", KINDS)


def ids(kind: Kind, **known: int | bool) -> list[str]:
    return [line.id for line in for_situation(kind, Facts(**known))]  # type: ignore[arg-type]  # the fields of Facts


@ALL
def test_988_and_911_are_on_every_help_page(kind: Kind) -> None:
    assert {"lifeline", "emergency"} <= set(ids(kind))


@ALL
def test_no_line_is_shown_twice(kind: Kind) -> None:
    shown = ids(kind, age=20, expecting=True, opioids=True)
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    "kind", ["suicide", "suicide_calm", "item9", "harm_others", "voices_command", "youth", "general"]
)
def test_988_leads_and_911_follows(kind: Kind) -> None:
    assert ids(kind, age=20, expecting=True)[:2] == ["lifeline", "emergency"]


def test_in_a_medical_emergency_911_leads() -> None:
    assert ids("medical")[:2] == ["emergency", "lifeline"]


def test_someone_in_danger_sees_911_and_the_hotline_first_and_nothing_else_about_themselves() -> None:
    assert ids("danger", age=20, expecting=True, opioids=True) == ["emergency", "domestic_violence", "lifeline"]


def test_the_line_for_young_people_is_offered_until_twenty_five() -> None:
    assert "trevor" in ids("suicide", age=24)
    assert "trevor" not in ids("suicide", age=25)
    assert "trevor" not in ids("suicide")


def test_whoever_is_pregnant_or_has_a_baby_is_offered_the_line_for_them() -> None:
    assert "maternal" in ids("suicide_calm", expecting=True)
    assert "maternal" not in ids("suicide_calm")


def test_a_line_that_stays_on_the_phone_is_offered_where_opioids_are_used() -> None:
    assert "safespot" in ids("withdrawal", opioids=True)
    assert "safespot" not in ids("withdrawal")
    assert "safespot" not in ids("suicide", opioids=True)


def test_the_page_without_answers_shows_every_line_and_thinks_of_someone_else() -> None:
    groups = by_group()
    assert {line.id for group in groups for line in group.resources} == set(resources())
    assert [line.id for line in groups[0].resources] == ["lifeline", "emergency"]
    assert any("someone else" in group.heading for group in groups)
