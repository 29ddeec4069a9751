"""What holds for every instrument that Braid ships, now and later: its data, its page, its place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.crisis.messages import KINDS
from app.instruments import SKIP, Answer, Complete, Instrument, Item, catalogue, score
from app.instruments.bands import Band
from app.instruments.methods import MarksScoring, Rules
from app.screening import plan, rulebook
from app.sites.site import NO_MODULE

PAGES = Path(__file__).parents[2] / "docs" / "instruments"
EVERY = pytest.mark.parametrize("instrument", catalogue().instruments.values(), ids=lambda instrument: instrument.id)
SCORED_BY_BANDS = [instrument for instrument in catalogue().instruments.values() if instrument.bands]
BANDED = pytest.mark.parametrize("instrument", SCORED_BY_BANDS, ids=lambda instrument: instrument.id)


def page(instrument: Instrument) -> str:
    return (PAGES / f"{instrument.id}.md").read_text("utf-8")


def facts(instrument: Instrument) -> dict[str, str]:
    """The first table of a page: what, and which."""
    table = page(instrument).partition("## ")[0]
    return dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", table, flags=re.MULTILINE))


def results(instrument: Instrument) -> list[list[str]]:
    """The rows of the table under Scoring."""
    section = page(instrument).partition("## Scoring")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


def span(band: Band) -> str:
    if band.max is None:
        return f"{band.min:g} and more"
    return f"{band.min:g}" if band.min == band.max else f"{band.min:g}-{band.max:g}"


@EVERY
def test_its_page_states_the_facts_of_the_definition(instrument: Instrument) -> None:
    stated = facts(instrument)
    assert stated["Id"] == f"`{instrument.id}`"
    assert stated["Version"] == instrument.version
    assert stated["Part"] == instrument.ship
    assert stated["Questions"] == str(len(instrument.items))
    assert stated["Time frame"] == instrument.time_frame
    assert stated["Source"] == instrument.source
    assert stated["Licence"] == instrument.licence
    assert stated["LOINC"].endswith(instrument.loinc.status)


@EVERY
def test_its_page_gives_every_code_of_the_definition(instrument: Instrument) -> None:
    codes = set(instrument.loinc.model_dump(exclude={"status"}, exclude_none=True).values())
    assert set(re.split(r"[ ;]+", facts(instrument)["LOINC"])) >= codes


@EVERY
def test_its_page_gives_the_bands_of_the_definition(instrument: Instrument) -> None:
    shown = [[span(band), band.band, *([band.variant] if band.variant else [])] for band in instrument.bands]
    match instrument.scoring:
        case Rules(rules=rules):
            names = [*(rule.band for rule in rules), "incomplete"]
        case MarksScoring(marks=marks):
            names = [mark.mark for mark in marks]
        case _:
            assert results(instrument) == shown
            return
    assert [row[0] for row in results(instrument)] == names


@EVERY
def test_its_page_says_what_it_is_how_it_is_used_and_what_is_not_verified(instrument: Instrument) -> None:
    assert page(instrument).startswith(f"# {instrument.title}\n")
    headings = re.findall(r"^## (.+)$", page(instrument), flags=re.MULTILINE)
    third = ["The questions"] if instrument.id == "project" else ["Missing answers", "In Braid"]
    spanish = ["In Spanish"] if catalogue().translations_of(instrument.id) else []
    assert headings == ["Scoring", *third, *spanish, "Not verified"]
    assert re.search(r"^- .+", page(instrument).partition("## Not verified")[2], flags=re.MULTILINE)


@EVERY
def test_the_index_names_it(instrument: Instrument) -> None:
    link, count = f"[{instrument.title}]({instrument.id}.md)", len(instrument.items)
    row = f"| {link} | `{instrument.id}` | {count} | {instrument.ship} |"
    assert row in (PAGES / "README.md").read_text("utf-8").splitlines()


def test_no_page_describes_an_instrument_that_does_not_exist() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {"README", *catalogue().instruments}


@pytest.mark.parametrize("item", catalogue().instruments["project"].items, ids=lambda item: item.link_id)
def test_the_page_of_our_own_questions_shows_each_word_for_word(item: Item) -> None:
    rows = [
        line
        for line in page(catalogue().instruments["project"]).splitlines()
        if line.startswith(f"| `{item.link_id}` |")
    ]
    assert len(rows) == 1
    assert f"| {item.text} |" in rows[0]
    assert [option.text for option in item.options if option.text not in rows[0]] == []


@EVERY
def test_nothing_conditional_is_in_the_default_catalogue(instrument: Instrument) -> None:
    assert instrument.ship != "conditional"


@EVERY
def test_every_question_of_it_has_its_place_in_the_plan(instrument: Instrument) -> None:
    planned = {planned.item.link_id for step in plan().steps for planned in step.items}
    assert {item.link_id for item in instrument.items} <= planned


@BANDED
def test_the_lowest_answers_lie_in_its_first_band(instrument: Instrument) -> None:
    results = score(instrument, {item.link_id: lowest(item) for item in instrument.items}).values()
    assert set(results) == {Complete(0, instrument.bands[0].band)}


def lowest(item: Item) -> Answer:
    if item.type != "choice":
        return 0 if item.type == "integer" else SKIP
    return (
        "no" if item.options[0].value == "yes" else min(option.value for option in item.options if option.value != "no")
    )


@BANDED
def test_every_score_of_it_lies_in_exactly_one_band(instrument: Instrument) -> None:
    highest = 50 if instrument.highest is None else instrument.highest
    step = 10 ** getattr(instrument.scoring, "decimals", 0)
    for variant in {band.variant for band in instrument.bands}:
        bands = [band for band in instrument.bands if band.variant == variant]
        for tenths in range(int(highest * step) + 1):
            value = tenths / step
            assert sum(band.min <= value and (band.max is None or value <= band.max) for band in bands) == 1


def check_digit(code: str) -> int:
    """The last digit of a LOINC code, from the others: every second one doubled, digits added up to the next ten."""
    digits = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(code))]
    return -sum(digit // 10 + digit % 10 for digit in digits) % 10


@EVERY
def test_every_loinc_code_has_a_true_check_digit(instrument: Instrument) -> None:
    codes = [*instrument.loinc.model_dump(exclude={"status", "answer_list"}, exclude_none=True).values()]
    codes += [code for item in instrument.items for code in item.loinc]
    assert [code for code in codes if not code.endswith(f"-{check_digit(code.partition('-')[0])}")] == []


def conditions() -> Iterator[str]:
    risk, interplay = rulebook().risk, rulebook().interplay
    yield from plan().file.conditions.values()
    yield from (condition.text for condition in rulebook().named.values())
    yield from (rule.when for rule in (*risk.extras, *interplay.caveats))
    yield from (rule.when for rule in risk.interrupts)
    yield from (rule.when for rule in interplay.temporal)
    for instrument in catalogue().instruments.values():
        yield from (item.enable_when for item in instrument.items if item.enable_when)
        if isinstance(instrument.scoring, Rules):
            yield from (rule.when for rule in instrument.scoring.rules)
        if isinstance(instrument.scoring, MarksScoring):
            yield from (mark.when for mark in instrument.scoring.marks)


def compared(text: str) -> Iterator[tuple[str, str, str]]:
    """(item, type it must have, word it is compared with)"""
    bank = catalogue().items
    yield from ((item, "choice", word) for item, word in re.findall(r"(\w+) [=!]= '(\w+)'", text) if item in bank)
    yield from ((item, "multiple", word) for word, item in re.findall(r"'(\w+)' in (\w+)", text))
    for item, group in re.findall(r"(\w+) in \(([^)]*)\)", text):
        yield from ((item, "choice", word) for word in re.findall(r"'(\w+)'", group))


@pytest.mark.parametrize("text", sorted(set(conditions())))
def test_what_a_condition_compares_with_is_an_answer_of_that_question(text: str) -> None:
    for link_id, kind, word in compared(text):
        item = catalogue().item(link_id)
        assert (link_id, item.type) == (link_id, kind)
        assert word in {option.value for option in item.options}


@pytest.mark.parametrize("text", sorted(set(conditions())))
def test_what_a_condition_measures_is_answered_with_a_number(text: str) -> None:
    for link_id in re.findall(r"(\w+) (?:[<>]=?|==) \d", text):
        item = catalogue().item(link_id)
        assert item.type == "integer" or all(isinstance(option.value, int) for option in item.options)


def test_what_conditions_call_a_module_is_an_optional_instrument() -> None:
    named = {name for text in plan().file.conditions.values() for name in re.findall(r"module\('(\w+)'\)", text)}
    assert named == {
        instrument.id for instrument in catalogue().instruments.values() if instrument.ship.startswith("optional")
    }


def test_the_page_of_settings_names_every_optional_instrument_and_those_that_are_on_at_first() -> None:
    settings = (PAGES.parent / "settings.md").read_text("utf-8")
    row = next(line for line in settings.splitlines() if line.startswith("| `BRAID_MODULES_ON` |"))
    _, _, at_first, named, _ = row.split("|")
    assert re.findall(r"`(\w+)`", at_first) == list(catalogue().modules_at_first)
    assert re.findall(r"`(\w+)`", named) == [*catalogue().modules, NO_MODULE]


def test_every_text_that_a_rule_tells_the_person_exists() -> None:
    told = {rule.tell for rule in rulebook().risk.flags if rule.tell}
    assert told | {rule.tell for rule in rulebook().risk.interrupts} <= set(KINDS)
