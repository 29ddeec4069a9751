"""What a condition becomes once compiled: a test of one person's answers, put together from the few below.

Judging one set of answers runs them hundreds of times: whatever is known before there are answers, the truth to tell
among it, is made once, outside the inner function.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeAlias

from app.instruments.item import SKIP, Answer, Answers

Value: TypeAlias = int | float | str


class Truth:
    """Whether a condition holds, and because of which answers.

    The reasons are those of the truths that let it hold. Hardly anybody asks for them, so they are put together for
    whoever asks first.
    """

    __slots__ = ("_because", "_parts", "holds")

    def __init__(self, holds: bool, because: tuple[str, ...] = (), parts: Sequence["Truth"] = ()) -> None:
        self.holds, self._because, self._parts = holds, because, parts

    @property
    def because(self) -> tuple[str, ...]:
        """The linkIds (or score keys) of the answers that make it so, each once."""
        if self._parts:
            self._because = tuple(dict.fromkeys([link_id for part in self._parts for link_id in part.because]))
            self._parts = ()
        return self._because


class Scope(Protocol):
    """What a condition can see of one person's answers."""

    @property
    def answers(self) -> Answers:
        """As they were given, a skipped one as `"skip"`."""

    def answer(self, link_id: str) -> Answer | None:
        """The answer, or None if unanswered or skipped."""

    def is_pending(self, link_id: str) -> bool:
        """True while the item still lies ahead of the person, who has therefore not left it unanswered."""

    def named(self, name: str) -> Truth:
        """A predicate or flag by name."""

    def score(self, key: str) -> float | None:
        """A complete score, else None."""

    def least(self, key: str) -> float | None:
        """A complete score, or the least it can become, else None."""

    def band(self, key: str) -> str | None:
        """The band of a score, else None."""

    def module(self, name: str) -> bool:
        """Whether the site has switched a module on."""


Test: TypeAlias = Callable[[Scope], Truth]
Measure: TypeAlias = Callable[[Scope], Value | None]
Comparison: TypeAlias = Callable[[Value, Value], bool]

FALSE, TRUE = Truth(False), Truth(True)


def all_of(parts: Sequence[Test]) -> Test:
    """Holds where each part does, because of all of them; what follows a part that does not is never tried."""

    def test(scope: Scope) -> Truth:
        truths = []
        for part in parts:
            truth = part(scope)
            if not truth.holds:
                return FALSE
            truths.append(truth)
        return Truth(True, parts=truths)

    return test


def any_of(parts: Sequence[Test]) -> Test:
    """Holds where at least one part does, because of every one that does."""

    def test(scope: Scope) -> Truth:
        holding = []
        for part in parts:
            truth = part(scope)
            if truth.holds:
                holding.append(truth)
        if len(holding) == 1:
            return holding[0]
        return Truth(True, parts=holding) if holding else FALSE

    return test


def negation(part: Test) -> Test:
    """Holds where the part does not, and then because of no answer in particular."""
    return lambda scope: FALSE if part(scope).holds else TRUE


def compared(measure: Measure, because: tuple[str, ...], compare: Comparison, wanted: Value) -> Test:
    """Holds for a measure that is known and compares so with a value; one that is not known never does."""
    holds = Truth(True, because)

    def test(scope: Scope) -> Truth:
        value = measure(scope)
        return holds if value is not None and compare(value, wanted) else FALSE

    return test


def among(measure: Measure, because: tuple[str, ...], wanted: Iterable[Value]) -> Test:
    """Holds for a measure that is one of these values."""
    allowed, holds = frozenset(wanted), Truth(True, because)
    return lambda scope: holds if measure(scope) in allowed else FALSE


def answered_with(item: str, wanted: Iterable[Value]) -> Test:
    """Holds where the one answer to an item is among these. Nearly every comparison is of this kind."""
    allowed, holds = frozenset(wanted) - {SKIP}, Truth(True, (item,))
    return lambda scope: holds if scope.answers.get(item) in allowed else FALSE


def answer_compared(item: str, compare: Comparison, wanted: Value) -> Test:
    """Holds where the one answer to an item compares so with a value."""
    holds = Truth(True, (item,))

    def test(scope: Scope) -> Truth:
        answer = scope.answers.get(item)
        if answer is None or answer == SKIP or isinstance(answer, tuple):
            return FALSE
        return holds if compare(answer, wanted) else FALSE

    return test


def chosen_with(item: str, option: str) -> Test:
    """Holds where an option is among those chosen for an item that allows several."""
    holds = Truth(True, (item,))

    def test(scope: Scope) -> Truth:
        chosen = scope.answers.get(item)
        return holds if isinstance(chosen, tuple) and option in chosen else FALSE

    return test


def is_answered(item: str) -> Test:
    """Holds where an item was answered and not skipped."""
    holds = Truth(True, (item,))
    return lambda scope: FALSE if scope.answer(item) is None else holds


def is_unanswered(item: str) -> Test:
    """Holds where an item was skipped or left out; not while it still lies ahead."""
    holds = Truth(True, (item,))
    return lambda scope: holds if scope.answer(item) is None and not scope.is_pending(item) else FALSE


def sum_of(*items: str) -> Measure:
    """The sum of the points of several items; not known before each has some."""

    def measure(scope: Scope) -> int | None:
        values = [scope.answer(item) for item in items]
        numbers = [value for value in values if isinstance(value, int)]
        return sum(numbers) if len(numbers) == len(values) else None

    return measure
