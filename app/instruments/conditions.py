"""The closed language of conditions in definition files, e.g. `px_voices == 'yes' and not WD_EMERGENCY`.

A condition is a Python expression restricted to: `and`, `or`, `not`; comparisons of a linkId with a value
(`phq9_9 > 0`, `asq_1 == 'yes'`, `px_onset in ('a', 'b')`, `'seizure' in px_wd_now`); sums of two linkIds
(`gad7_1 + gad7_2 >= 3`); names of predicates and flags; and the functions `score`, `least`, `band`, `module`,
`unanswered`, `answered`. Anything else is refused when the definition is loaded. An item that was not answered, or
skipped, makes every comparison false: missing is never zero and skip is never a yes.
"""

import ast
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from app.instruments.truth import (
    FALSE,
    TRUE,
    Comparison,
    Measure,
    Scope,
    Test,
    Truth,
    Value,
    all_of,
    among,
    answer_compared,
    answered_with,
    any_of,
    chosen_with,
    compared,
    is_answered,
    is_unanswered,
    negation,
    sum_of,
)


class ConditionError(ValueError):
    """A text that is not a condition of this language."""


@dataclass(frozen=True)
class Condition:
    """A compiled condition and what it names: linkIds, score keys, predicates or flags, bands by score key, modules."""

    text: str
    test: Test
    items: frozenset[str] = frozenset()
    scores: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    bands: frozenset[tuple[str, Value]] = frozenset()
    modules: frozenset[str] = frozenset()

    def __call__(self, scope: Scope) -> Truth:
        return self.test(scope)


COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


@cache
def compile_condition(text: str) -> Condition:
    """The condition that a text stands for, ready to be asked of a scope. Raises ConditionError for anything else."""
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, TypeError, ValueError) as error:  # no text at all, or one with a null character
        raise ConditionError(f"not a condition: {text!r}") from error
    return _Compiler(text).condition(tree)


class _Compiler:
    def __init__(self, text: str) -> None:
        self.text = text
        self.items: set[str] = set()
        self.scores: set[str] = set()
        self.names: set[str] = set()
        self.bands: set[tuple[str, Value]] = set()
        self.modules: set[str] = set()

    def condition(self, tree: ast.expr) -> Condition:
        return Condition(
            self.text,
            self.truth(tree),  # first: it finds what the rest names
            frozenset(self.items),
            frozenset(self.scores),
            frozenset(self.names),
            frozenset(self.bands),
            frozenset(self.modules),
        )

    def truth(self, node: ast.expr) -> Test:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return all_of([self.truth(value) for value in values])
            case ast.BoolOp(values=values):
                return any_of([self.truth(value) for value in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return negation(self.truth(operand))
            case ast.Name(id=name):
                self.names.add(name)
                return lambda scope: scope.named(name)
            case ast.Call():
                return self._call(node)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._comparison(left, op, right)
        raise self._refuse(node)

    def _call(self, node: ast.Call) -> Test:
        match node:
            case ast.Call(func=ast.Name(id="unanswered"), args=[ast.Name(id=item)]):
                self.items.add(item)
                return is_unanswered(item)
            case ast.Call(func=ast.Name(id="answered"), args=[ast.Name(id=item)]):
                self.items.add(item)
                return is_answered(item)
            case ast.Call(func=ast.Name(id="module"), args=[ast.Constant(value=str(name))]):
                self.modules.add(name)
                return lambda scope: TRUE if scope.module(name) else FALSE
        raise self._refuse(node)

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
        match left, op, right:
            case ast.Constant(value=str(option)), ast.In(), ast.Name(id=item):
                self.items.add(item)
                return chosen_with(item, option)
            case _, ast.In(), ast.Tuple(elts=elements):
                return self._one_of(left, [self._constant(element) for element in elements])
            case _, ast.Eq(), _:
                return self._one_of(left, [self._constant(right)])
        if type(op) not in COMPARISONS:
            raise self._refuse(left)
        return self._compared(left, COMPARISONS[type(op)], self._constant(right))

    def _compared(self, left: ast.expr, compare: Comparison, wanted: Value) -> Test:
        self._note_bands(left, (wanted,))
        if isinstance(left, ast.Name):
            self.items.add(left.id)
            return answer_compared(left.id, compare, wanted)
        return compared(*self._measure(left), compare, wanted)

    def _one_of(self, left: ast.expr, wanted: Sequence[Value]) -> Test:
        self._note_bands(left, wanted)
        if isinstance(left, ast.Name):
            self.items.add(left.id)
            return answered_with(left.id, wanted)
        return among(*self._measure(left), wanted)

    def _measure(self, node: ast.expr) -> tuple[Measure, tuple[str, ...]]:
        """A value to compare that is not a single answer, and the linkIds or score keys it comes from."""
        match node:
            case ast.BinOp(left=ast.Name(id=first), op=ast.Add(), right=ast.Name(id=second)):
                self.items.update((first, second))
                return sum_of(first, second), (first, second)
            case ast.Call(func=ast.Name(id="score"), args=[ast.Constant(value=str(key))]):
                self.scores.add(key)
                return lambda scope: scope.score(key), (key,)
            case ast.Call(func=ast.Name(id="least"), args=[ast.Constant(value=str(key))]):
                self.scores.add(key)
                return lambda scope: scope.least(key), (key,)
            case ast.Call(func=ast.Name(id="band"), args=[ast.Constant(value=str(key))]):
                self.scores.add(key)
                return lambda scope: scope.band(key), (key,)
        raise self._refuse(node)

    def _note_bands(self, node: ast.expr, names: Iterable[Value]) -> None:
        match node:
            case ast.Call(func=ast.Name(id="band"), args=[ast.Constant(value=str(key))]):
                self.bands.update((key, name) for name in names)

    def _constant(self, node: ast.expr) -> Value:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
            return node.value
        raise self._refuse(node)

    def _refuse(self, node: ast.expr) -> ConditionError:
        return ConditionError(f"{ast.unparse(node)!r} is not allowed in {self.text!r}")
