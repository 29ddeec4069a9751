"""The page for clinicians says what the rules say."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from app.instruments import catalogue
from app.screening import Level, rulebook
from app.screening.rulebook import RiskRule
from app.staff.case.scores import GAD7_NOT_NEEDED

PAGE = (Path(__file__).parents[2] / "docs" / "risk-rules.md").read_text("utf-8")
CONSEQUENCES: dict[str, Callable[[RiskRule], bool]] = {
    "Goes first within its level": lambda rule: rule.first,
    "Mood scores high": lambda rule: rule.weighs == "mood",
    "Use scores high": lambda rule: rule.weighs == "use",
    "Settled first: suicide questions": lambda rule: rule.settle == "suicide_questions",
    "Settled first: withdrawal": lambda rule: rule.settle == "withdrawal",
    "Settled first: mania": lambda rule: rule.settle == "mania",
    "The letter begins with help, as after every imminent flag": lambda rule: rule.help_first,
    "No letter by post, also when nobody can be reached": lambda rule: rule.no_letter,
}
PROSE = {
    "docs/risk-rules.md": PAGE,
    "app/staff/case/scores.py": GAD7_NOT_NEEDED,
    **{f"risk.toml {rule.id}": rule.reason for rule in rulebook().risk.flags},
    **{f"risk.toml {extra.id}": extra.text for extra in rulebook().risk.extras},
}


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")][2:]


def row_of(flag_id: str) -> list[str]:
    rows = [row for row in table("Flags") if row[0] == flag_id]
    assert rows, f"docs/risk-rules.md has no row for {flag_id}"
    return rows[0]


def test_the_page_lists_every_flag_once_in_the_order_in_which_staff_see_them() -> None:
    assert [row[0] for row in table("Flags")] == [rule.id for rule in rulebook().risk.flags]
    order = [(rule.level.rank, not rule.first) for rule in rulebook().risk.flags]
    assert order == sorted(order)


@pytest.mark.parametrize("rule", rulebook().risk.flags, ids=lambda rule: rule.id)
def test_the_page_states_level_and_source_of_the_flag(rule: RiskRule) -> None:
    row = row_of(rule.id)
    assert (row[1], row[3]) == (rule.level, rule.source)


@pytest.mark.parametrize("rule", rulebook().risk.flags, ids=lambda rule: rule.id)
def test_the_page_names_every_flag_that_suppresses_this_one(rule: RiskRule) -> None:
    trigger = row_of(rule.id)[2]
    suppressing = rulebook().named[rule.id].names & rulebook().by_id.keys()
    assert set(re.findall(r"\b[A-Z]{2,}_[A-Z0-9_]+\b", trigger)) == suppressing


def test_the_page_names_the_flags_of_every_consequence() -> None:
    flags = rulebook().risk.flags
    assert dict(table("What a flag brings besides its level")) == {
        consequence: ", ".join(rule.id for rule in flags if brings(rule))
        for consequence, brings in CONSEQUENCES.items()
    }


def test_the_page_lists_every_level_and_every_remark() -> None:
    assert [row[0] for row in table("Levels")] == list(Level)
    assert [row[0] for row in table("Shown to staff without raising a level")] == [
        extra.id for extra in rulebook().remarks
    ]


def test_the_page_lists_every_reason_for_a_track_in_the_order_in_which_they_decide() -> None:
    assert [row[0] for row in table("Suggested track")] == [reason.id for reason in rulebook().interplay.reasons]


def test_every_flag_says_to_staff_why_it_is_there() -> None:
    assert [rule.id for rule in rulebook().risk.flags if not rule.reason.strip() or not rule.source.strip()] == []


def test_every_person_has_a_pattern_and_a_quadrant() -> None:
    for rules in (rulebook().interplay.temporal, rulebook().interplay.quadrants):
        assert [rule.when == "always" for rule in rules] == [False] * (len(rules) - 1) + [True]


@pytest.mark.parametrize(("where", "text"), PROSE.items(), ids=PROSE)
def test_a_number_that_a_text_gives_for_a_score_is_one_at_which_a_published_band_begins(where: str, text: str) -> None:
    for name, first, last in re.findall(r"\b([A-Z]+(?:-[A-Z0-9]+)+)\)? (?:is|were below) (\d+)(?: to (\d+))?", text):
        bands = catalogue().instruments[name.replace("-", "").lower()].bands
        assert int(first) in {band.min for band in bands}, f"{where} says {name} {first}"
        assert not last or int(last) in {band.max for band in bands}, f"{where} says {name} {last}"
