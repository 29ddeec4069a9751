"""Which help lines a person sees, and in which order."""

from dataclasses import replace

import pytest

from app.crisis.choose import EMERGENCIES, FITS, Facts, by_group, crisis_line, for_situation, for_someone_else
from app.crisis.messages import KINDS, Kind
from app.crisis.resources import Channel, HelpLine, resources

ALL = pytest.mark.parametrize("kind", KINDS)


def ids(kind: Kind, **known: int | bool | str) -> list[str]:
    return [line.id for line in for_situation(kind, Facts(**known))]  # type: ignore[arg-type]  # the fields of Facts


@ALL
def test_988_and_911_are_on_every_help_page(kind: Kind) -> None:
    assert {"lifeline", "emergency"} <= set(ids(kind))


@ALL
def test_for_a_reader_of_spanish_988_in_spanish_takes_the_place_of_988(kind: Kind) -> None:
    places = {"lifeline": "lifeline_spanish", "lifeline_spanish": "lifeline"}
    assert ids(kind, language="es") == [places.get(name, name) for name in ids(kind)]
    assert {"lifeline_spanish", "emergency"} <= set(ids(kind, language="es"))


def test_for_a_reader_of_spanish_the_line_on_every_page_is_988_in_spanish() -> None:
    assert (crisis_line("en").id, crisis_line("es").id) == ("lifeline", "lifeline_spanish")
    assert [way.dial for way in crisis_line("es").main_channels] == ["988", "988"]


def test_a_line_that_is_written_to_in_two_languages_offers_the_reader_s_own_first() -> None:
    def words(language: str) -> list[str | None]:
        lines = for_situation("general", Facts(language=language))
        return [way.send for line in lines if line.id == "crisis_text_line" for way in line.channels]

    assert words("en") == ["HOME", "AYUDA"]
    assert words("es") == ["AYUDA", "HOME"]


def test_a_language_without_lines_of_its_own_is_offered_those_that_there_are() -> None:
    assert ids("suicide", language="vi") == ids("suicide")


@ALL
def test_no_line_is_shown_twice(kind: Kind) -> None:
    shown = ids(kind, age=20, expecting=True, opioids=True)
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    "kind", ["suicide", "suicide_calm", "item9", "harm_others", "voices_command", "youth", "general"]
)
def test_988_leads_and_911_follows(kind: Kind) -> None:
    assert ids(kind, age=20, expecting=True)[:2] == ["lifeline", "emergency"]


@pytest.mark.parametrize("kind", ["medical", "withdrawal_now"])
def test_in_a_medical_emergency_911_leads(kind: Kind) -> None:
    assert ids(kind)[:2] == ["emergency", "lifeline"]


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


def test_the_pages_without_answers_show_every_line_that_we_know() -> None:
    _, leading, groups = for_someone_else()
    shown = [*leading, *(line for group in (*by_group(), *groups) for line in group.lines)]
    assert {line.id for line in shown} == set(resources())


def test_the_page_without_answers_begins_with_988_and_911() -> None:
    assert [line.id for line in by_group()[0].lines] == ["lifeline", "emergency"]


def test_whoever_worries_about_somebody_sees_988_and_911_first_and_then_lines_for_families() -> None:
    _, leading, groups = for_someone_else()
    assert [line.id for line in leading] == ["lifeline", "emergency"]
    families = next(group for group in groups if "families" in group.heading)
    assert {"samhsa", "nami"} <= {line.id for line in families.lines}


def own(fits: str) -> HelpLine:
    """A line of a centre's own."""
    channels = (Channel(kind="call", dial="5552340142"),)
    return resources()["nami"].model_copy(update={"id": "own_1", "own": True, "audience": fits, "channels": channels})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fits", FITS)
def test_a_line_of_the_centre_is_last_and_takes_nothing_away(kind: Kind, fits: str) -> None:
    facts = Facts(age=20, expecting=True, opioids=True)
    national = for_situation(kind, facts)
    shown = for_situation(kind, replace(facts, own=(own(fits),)))
    assert shown[: len(national)] == national
    assert [line.id for line in shown[len(national) :]] == (["own_1"] if kind in FITS[fits] else [])


@pytest.mark.parametrize("fits", FITS)
def test_nothing_of_the_centre_stands_on_a_page_that_says_to_call_911(fits: str) -> None:
    for kind in EMERGENCIES:
        assert own(fits) not in for_situation(kind, Facts(expecting=True, own=(own(fits),)))


@pytest.mark.parametrize("fits", FITS)
def test_the_page_about_danger_at_home_shows_of_the_centre_only_a_line_for_safety(fits: str) -> None:
    assert (own(fits) in for_situation("danger", Facts(expecting=True, own=(own(fits),)))) is (fits == "safety")


def test_a_line_for_parents_is_only_for_whoever_expects_a_child_or_has_a_new_one() -> None:
    assert own("parents") not in for_situation("suicide", Facts(own=(own("parents"),)))
    assert own("parents") in for_situation("suicide", Facts(expecting=True, own=(own("parents"),)))
