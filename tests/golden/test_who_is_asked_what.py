"""Each question is asked of exactly those whom the clinical reference names, in its order."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from app.instruments import catalogue
from app.screening import Circumstances, plan, walk
from tests.golden.tables import answers, golden, items

TABLE = golden("asked.toml")
MODULES = frozenset(TABLE["modules"])
OFF_BY_DEFAULT = frozenset(TABLE["modules_open"]) - MODULES
HARK = "hark_1..4"


def asked(given: str, modules: frozenset[str] = MODULES) -> list[str]:
    path = walk(answers(given), Circumstances(modules, offer="go_on"))
    return [link_id for step in path.steps for link_id in step.link_ids]


def rows(section: str) -> list[Any]:
    """(item, answers) of a section, and of the items that are asked just like them."""
    twins = {item: twin for item, twin in TABLE["same_as"].items() if twin in TABLE[section]}
    listed = {**TABLE[section], **{item: TABLE[section][twin] for item, twin in twins.items()}}
    return [pytest.param(item, given, id=f"{item}: {given}") for item, texts in listed.items() for given in texts]


def single(column: int) -> list[Any]:
    pairs = (
        (item, f"{gate}={value}")
        for item, row in TABLE["one_answer_opens"].items()
        for gate in items(row[0])
        for value in row[column].split()
    )
    return [pytest.param(item, given, id=f"{item}: {given}") for item, given in pairs]


@pytest.mark.parametrize(("item", "given"), [*rows("opens"), *single(1)])
def test_the_question_is_asked_when_its_condition_holds_or_was_skipped(item: str, given: str) -> None:
    assert item in asked(given)


@pytest.mark.parametrize(("item", "given"), [*rows("keeps_closed"), *single(2)])
def test_the_question_is_not_asked_otherwise(item: str, given: str) -> None:
    assert item not in asked(given)


def conditional() -> Iterator[str]:
    yield from TABLE["opens"]
    yield from TABLE["same_as"]
    yield from TABLE["one_answer_opens"]
    yield from itertools.chain.from_iterable(items(row[1]) for row in TABLE["after_use"].values())
    yield from itertools.chain.from_iterable(items(text) for text in (*TABLE["modules_open"].values(), HARK))
    yield "phq15_4"


def test_without_an_answer_only_the_questions_for_everyone_and_the_modules_are_open() -> None:
    modules = {link_id for module in MODULES for link_id in items(TABLE["modules_open"][module])}
    assert set(asked("")) == {*items(TABLE["everyone"]["items"]), *modules}


def test_the_tables_speak_of_every_question() -> None:
    everyone = set(items(TABLE["everyone"]["items"]))
    assert everyone.isdisjoint(conditional())
    assert everyone.union(conditional()) == set(catalogue().items)


def test_the_blocks_stand_in_the_published_order() -> None:
    planned = [(step.block, planned.item.link_id) for step in plan().steps for planned in step.items]
    assert planned == [(int(block), item) for block, text in TABLE["order"].items() for item in items(text)]


@pytest.mark.parametrize("substance", TABLE["after_use"])
def test_more_is_asked_of_a_substance_only_after_yes_to_its_first_question(substance: str) -> None:
    use, more = TABLE["after_use"][substance]
    first = f"taps2_{substance}_1"
    assert set(items(more)) <= set(asked(f"{use} {first}=yes"))
    for closed in (f"{use} {first}=no", f"{use} {first}=skip", use, f"{first}=yes"):
        assert set(items(more)).isdisjoint(asked(closed))


@pytest.mark.parametrize("module", TABLE["modules_open"])
def test_a_module_adds_its_questions_and_nothing_else(module: str) -> None:
    without, more = asked("", MODULES - {module}), asked("", MODULES | {module})
    assert [item for item in more if item not in without] == list(items(TABLE["modules_open"][module]))
    assert [item for item in more if item in without] == without


@pytest.mark.parametrize(
    ("private", "modules", "is_asked"),
    [("yes", {"hark"}, True), ("no", {"hark"}, False), ("skip", {"hark"}, False), ("yes", set(), False)],
)
def test_partner_violence_is_asked_about_only_in_private_and_where_the_site_wants_it(
    private: str, modules: set[str], is_asked: bool
) -> None:
    open_items = asked(f"px_private={private}", MODULES | modules)
    assert set(items(HARK)) <= set(open_items) if is_asked else set(items(HARK)).isdisjoint(open_items)


@pytest.mark.parametrize(("periods", "is_asked"), [("yes", True), ("no", False), ("skip", False)])
def test_period_pain_is_asked_only_of_people_who_have_periods(periods: str, is_asked: bool) -> None:
    assert ("phq15_4" in asked(f"has_periods={periods}", MODULES | {"phq15"})) is is_asked
    assert "phq15_4" not in asked(f"has_periods={periods}")


def test_with_every_module_off_nothing_of_a_module_is_asked() -> None:
    module_items = {link_id for text in TABLE["modules_open"].values() for link_id in items(text)}
    assert module_items.isdisjoint(asked("px_private=yes has_periods=yes pcptsd5_0=yes", frozenset()))


def test_the_six_modules_are_the_optional_instruments() -> None:
    optional = {id for id, instrument in catalogue().instruments.items() if instrument.ship.startswith("optional")}
    assert optional == MODULES | OFF_BY_DEFAULT
