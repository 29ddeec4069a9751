"""The path: what is asked of this person, in which order, for the answers given so far.

The server walks the plan anew from the stored answers each time. Answers to items off the path are kept but do not
count.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from app.instruments import Answer, Answers, Item
from app.screening.plan import Gate, OpenStep, Plan, Stretch, plan
from app.screening.reading import Reading
from app.screening.rulebook import Rulebook, rulebook

Offer = Literal["go_on", "left_out"]


@dataclass(frozen=True)
class Circumstances:
    """What the path depends on besides the answers. `minutes` is the time since the start, an input and not a clock."""

    modules: frozenset[str] = frozenset()
    youth_age: int = 18
    minutes: float = 0
    offer: Offer | None = None


@dataclass(frozen=True)
class Path:
    """The steps asked, in order; blocks put off until the person decides (`waiting`); blocks left out by the person."""

    steps: tuple[OpenStep, ...]
    answers: dict[str, Answer]
    waiting: tuple[OpenStep, ...] = ()
    left_out: tuple[int, ...] = ()
    youth: bool = False
    age_asked: bool = False  # and answered or skipped: only then is it known whether somebody is under the youth age

    @cached_property
    def pending(self) -> frozenset[str]:
        """Items that still lie ahead: asked of this person, and not answered yet."""
        return self.asked - self.answers.keys()

    @cached_property
    def asked(self) -> frozenset[str]:
        """Items asked of this person, whether now or once the person goes on with what waits."""
        return frozenset(link_id for step in (*self.steps, *self.waiting) for link_id in step.link_ids)

    @cached_property
    def next_unanswered(self) -> OpenStep | None:
        """The first step with an item that has no answer; None when every step is answered."""
        return next((step for step in self.steps if not self.is_answered(step)), None)

    @property
    def offer_due(self) -> bool:
        """Everything that cannot wait is answered, and the person is asked whether to go on with the rest."""
        return bool(self.waiting) and self.next_unanswered is None

    def find(self, number: int) -> OpenStep | None:
        """The open step of this number, if the person may stand on it: everything before it is answered.

        A step that waits may be stood on as well: its page can be open already when the time is up, and its answers
        are not lost.
        """
        ahead = self.next_unanswered
        if ahead is not None and number > ahead.number:
            return None
        return next((step for step in (*self.steps, *self.waiting) if step.number == number), None)

    def before(self, number: int) -> OpenStep | None:
        """The last step before this number."""
        return next((step for step in reversed(self.steps) if step.number < number), None)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts this person meets, in order."""
        return tuple(dict.fromkeys([open_step.step.part for open_step in (*self.steps, *self.waiting)]))

    def is_answered(self, open_step: OpenStep) -> bool:
        """Whether every item of a step has an answer; one skipped is one."""
        return all(map(self.answers.__contains__, open_step.link_ids))


def walk(
    answers: Answers, circumstances: Circumstances, the_plan: Plan | None = None, rules: Rulebook | None = None
) -> Path:
    """Walk the plan for these answers.

    Returns the path with the answers that count. Past the budget, deferrable blocks without an answer wait (or, once
    the person has decided, follow in place or are left out).
    """
    the_plan, rules = the_plan or plan(), rules or rulebook()
    way = _Way(answers, rules, circumstances.modules)
    way.go(the_plan.until_age)
    age = way.counted.get(the_plan.file.youth.after)
    youth = isinstance(age, int) and age < circumstances.youth_age
    way.go(the_plan.after_age_if_young if youth else the_plan.after_age)
    path = Path(tuple(way.steps), way.counted, youth=youth, age_asked=the_plan.file.youth.after in way.counted)
    return _within_budget(the_plan, path, circumstances)


class _Way:
    """As far as it has been walked: the pages that are asked, and those of the answers that count.

    Each gate is tried once: all that it reads is answered before the first item behind it (see plan.py).
    """

    def __init__(self, answers: Answers, rules: Rulebook, modules: frozenset[str]) -> None:
        self.given, self.counted = answers, dict[str, Answer]()
        self.steps: list[OpenStep] = []
        self.reading = Reading(rules, self.counted, modules)
        self.tried: dict[tuple[Gate, ...], bool] = {(): True}

    def go(self, stretches: Iterable[Stretch]) -> None:
        """Go on along these, and past each whose gates are closed."""
        for stretch in stretches:
            if self.are_open(stretch.gates):
                for page in stretch.pages:
                    self.meet(page)

    def are_open(self, gates: tuple[Gate, ...]) -> bool:
        found = self.tried.get(gates)
        if found is None:
            found = self.tried[gates] = all(gate.is_open(self.reading) for gate in gates)
        return found

    def meet(self, page: OpenStep) -> None:
        """Items of one page behind different gates stand together."""
        if self.steps and self.steps[-1].step is page.step:
            page = OpenStep(page.step, self.steps.pop().items + page.items)
        self.steps.append(page)
        for link_id in page.link_ids:
            if link_id in self.given:
                self.counted[link_id] = self.given[link_id]


def _within_budget(the_plan: Plan, path: Path, circumstances: Circumstances) -> Path:
    put_off = _put_off(the_plan, path.steps, path.answers, circumstances)
    if not put_off:
        return path
    waiting = tuple(step for step in path.steps if step.step.block in put_off)
    kept = tuple(step for step in path.steps if step.step.block not in put_off)
    if circumstances.offer == "left_out":
        left_out = tuple(number for number in the_plan.file.budget.defer if number in {s.step.block for s in waiting})
        return replace(path, steps=kept, left_out=left_out)
    return replace(path, steps=kept, waiting=waiting)


def _put_off(
    the_plan: Plan, steps: tuple[OpenStep, ...], answers: dict[str, Answer], circumstances: Circumstances
) -> set[int]:
    """The blocks that wait or are left out: past the budget, deferrable, and without an answer."""
    budget = the_plan.file.budget
    over = sum([len(step.items) for step in steps]) > budget.items or circumstances.minutes > budget.minutes
    if circumstances.offer == "go_on" or not (over or circumstances.offer == "left_out"):
        return set()
    begun = {step.step.block for step in steps if any(link_id in answers for link_id in step.link_ids)}
    return set(budget.defer) - begun


def length(circumstances: Circumstances, choose: Callable[[Item], Answer], the_plan: Plan | None = None) -> int:
    """How many items a person is asked who answers everything with `choose`; 0 or more."""
    return sum(1 for _ in _answered_by(circumstances, choose, the_plan or plan()))


def _answered_by(circumstances: Circumstances, choose: Callable[[Item], Answer], the_plan: Plan) -> Iterator[str]:
    answers: dict[str, Answer] = {}
    for _ in the_plan.steps:
        step = walk(answers, circumstances, the_plan).next_unanswered
        if step is None:
            return
        answers.update({item.link_id: choose(item) for item in step.items})
        yield from step.link_ids
