"""The plan: which questions exist in which order, and the condition under which each is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

from app.definitions import DefinitionError, read_pinned, validate
from app.instruments import SKIP, Item
from app.instruments.conditions import Condition
from app.instruments.truth import Scope
from app.screening.plan_file import FILE, BlockFile, PlanFile
from app.screening.rulebook import DEFINITIONS, Rulebook, rulebook


@dataclass(frozen=True, eq=False)
class Gate:
    """A condition under which items are asked, and the items whose skipping asks them all the same.

    Items behind the same condition share the gate itself, which a walk then tries once.
    """

    condition: Condition
    opened_by_skipping: frozenset[str]

    def is_open(self, reading: Scope) -> bool:
        """Whether it lets through whoever gave these answers."""
        return self.condition.test(reading).holds or SKIP in map(reading.answers.get, self.opened_by_skipping)


@dataclass(frozen=True)
class PlannedItem:
    """An item in its place, with all its gates; each must be open.

    tells_on_hidden: that it is asked at all shows how a question was answered whose answer is never shown again.
    """

    item: Item
    gates: tuple[Gate, ...]
    tells_on_hidden: bool


@dataclass(frozen=True)
class Step:
    """A page: its number in /s/<n>, its block, and the items that may stand on it."""

    number: int
    block: int
    part: str
    why: str
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True)
class OpenStep:
    """A step of the plan with those of its items that are asked of this person."""

    step: Step
    items: tuple[Item, ...]

    @cached_property
    def number(self) -> int:
        """Its number in /s/<n>."""
        return self.step.number

    @cached_property
    def link_ids(self) -> tuple[str, ...]:
        """The linkIds asked on this page."""
        return tuple(item.link_id for item in self.items)


@dataclass(frozen=True)
class Stretch:
    """Items that follow one another behind the same gates, page by page: all of them are asked, or none."""

    gates: tuple[Gate, ...]
    pages: tuple[OpenStep, ...]


@dataclass(frozen=True)
class Plan:
    """The guided order. Steps are numbered from 1."""

    file: PlanFile
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step:
        """The step of this number. Raises KeyError if there is none."""
        return self._by_number[number]

    @cached_property
    def until_age(self) -> tuple[Stretch, ...]:
        """What everybody may be asked: the steps up to the one that asks for the age."""
        return _stretches((step, step.items) for step in self.steps[: self._age_at])

    @cached_property
    def after_age(self) -> tuple[Stretch, ...]:
        """What follows it for whoever is not known to be young."""
        return _stretches((step, step.items) for step in self.steps[self._age_at :])

    @cached_property
    def after_age_if_young(self) -> tuple[Stretch, ...]:
        """What follows it for the young: whole blocks, and single items of the others."""
        blocks, items = self.file.youth.blocks, self.file.youth.items
        return _stretches(
            (step, [one for one in step.items if step.block in blocks or one.item.link_id in items])
            for step in self.steps[self._age_at :]
        )

    @cached_property
    def _age_at(self) -> int:
        age = self.file.youth.after
        return next(step.number for step in self.steps for one in step.items if one.item.link_id == age)

    @cached_property
    def _by_number(self) -> dict[int, Step]:
        return {step.number: step for step in self.steps}


def _stretches(steps: Iterable[tuple[Step, Iterable[PlannedItem]]]) -> tuple[Stretch, ...]:
    in_a_row = ((step, planned) for step, items in steps for planned in items)
    return tuple(
        Stretch(gates, tuple(_pages(together))) for gates, together in groupby(in_a_row, key=lambda one: one[1].gates)
    )


def _pages(together: Iterable[tuple[Step, PlannedItem]]) -> Iterator[OpenStep]:
    for _, page in groupby(together, key=lambda one: one[0].number):
        steps, items = zip(*page, strict=True)
        yield OpenStep(steps[0], tuple(planned.item for planned in items))


@cache
def plan() -> Plan:
    """The plan that ships with Braid. Raises DefinitionError as `load_plan`."""
    return load_plan(DEFINITIONS, rulebook())


def load_plan(directory: Path, rules: Rulebook) -> Plan:
    """Load and validate a plan.

    Raises DefinitionError, one line with file and key: an unknown key, item or block, an item placed twice or nowhere,
    a condition that reads something on the same page or later.
    """
    file = validate(PlanFile, FILE, read_pinned(directory)[FILE])
    builder = _Builder(file, rules)
    steps = [builder.step(block, link_ids) for block in file.blocks for link_ids in block.steps]
    builder.check_complete()
    builder.check_modules(steps)
    builder.check_lists()
    return Plan(file, tuple(steps))


class _Builder:
    def __init__(self, file: PlanFile, rules: Rulebook) -> None:
        self.file, self.rules = file, rules
        self.earlier: set[str] = set()
        self.gates: dict[tuple[str, frozenset[str]], Gate] = {}
        self.count = 0

    def step(self, block: BlockFile, link_ids: tuple[str, ...]) -> Step:
        if block.part not in self.file.parts:
            raise _refusal(f"blocks.{block.number}.part", f"{block.part} is not a part")
        for link_id in link_ids:
            if link_id in self.earlier or link_ids.count(link_id) > 1 or link_id not in self.rules.catalogue.items:
                raise _refusal(link_id, "stands twice, or is no item of the catalogue")
        self.count += 1
        items = tuple(self._item(link_id) for link_id in link_ids)
        self.earlier.update(link_ids)
        return Step(self.count, block.number, block.part, block.why, items)

    def _item(self, link_id: str) -> PlannedItem:
        item = self.rules.catalogue.item(link_id)
        gates = []
        if item.enable_when:
            gates.append(self._gate(item, item.enable_when, item.skip_keeps_closed))
        if link_id in self.file.conditions:
            gates.append(self._gate(item, self.file.conditions[link_id], skip_keeps_closed=False))
        return PlannedItem(item, tuple(gates), any(self._reads_hidden(gate.condition) for gate in gates))

    def _reads_hidden(self, condition: Condition) -> bool:
        return any(self.rules.catalogue.item(link_id).no_redisplay for link_id in self.rules.reads(condition))

    def _gate(self, item: Item, text: str, skip_keeps_closed: bool) -> Gate:
        key = f"conditions.{item.link_id}"
        condition = self.rules.compile(FILE, key, text)
        reads = self.rules.reads(condition)
        if later := reads - self.earlier:
            raise _refusal(key, f"reads {min(later)}, which does not come before")
        opened_by_skipping = frozenset() if skip_keeps_closed else reads - set(self.file.skip_keeps_closed)
        return self.gates.setdefault((text, opened_by_skipping), Gate(condition, opened_by_skipping))

    def check_complete(self) -> None:
        """Every item of the catalogue has its place, and every condition its item."""
        never_asked = self.rules.catalogue.items.keys() - self.earlier
        unknown = self.file.conditions.keys() - self.earlier
        for link_id in sorted(never_asked | unknown):
            raise _refusal(link_id, "has no place in the plan")

    def check_modules(self, steps: Iterable[Step]) -> None:
        """An item of an optional instrument says so itself, or is asked after one of that instrument that does."""
        for item, gates in ((planned.item, planned.gates) for step in steps for planned in step.items):
            owner = self.rules.catalogue.instrument_of(item.link_id)
            own = {other.link_id for other in owner.items}
            closed = any(owner.id in gate.condition.modules or self.rules.reads(gate.condition) & own for gate in gates)
            if owner.is_optional and not closed:
                raise _refusal(f"conditions.{item.link_id}", f"has to ask for module('{owner.id}'), which is optional")

    def check_lists(self) -> None:
        """A misspelt name in a list would change the path without a word."""
        numbers = {block.number for block in self.file.blocks}
        for key, named in (("budget.defer", self.file.budget.defer), ("youth.blocks", self.file.youth.blocks)):
            for number in sorted(set(named) - numbers):
                raise _refusal(key, f"{number} is no block")
        youth = (*self.file.youth.items, self.file.youth.after)
        openers = tuple(self.file.added.topics)
        listed = {"skip_keeps_closed": self.file.skip_keeps_closed, "youth": youth, "added": openers}
        for key, link_ids in listed.items():
            for link_id in sorted(set(link_ids) - self.earlier):
                raise _refusal(key, f"{link_id} is no item of the plan")


def _refusal(key: str, problem: str) -> DefinitionError:
    return DefinitionError(FILE, key, problem)
