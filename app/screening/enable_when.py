"""Which answers open a question, for whoever has the questions on paper and no program that decides.

A form on paper asks too much rather than too little: what cannot be said in a few words is asked of everybody, and
answers that the path does not want are kept and do not count.
"""

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.instruments import catalogue
from app.instruments.accepted import accepted_values
from app.screening.plan import PlannedItem


@dataclass(frozen=True)
class Choice:
    """One of these answers to an earlier question opens it."""

    link_id: str
    values: tuple[int | str, ...]


Opener: TypeAlias = Choice | str  # a str is a predicate by name
Opening: TypeAlias = tuple[Opener, ...] | bool  # any of these reasons; or always, or never


def opening(planned: PlannedItem, modules: Collection[str], sayable: Collection[str]) -> Opening:
    """What opens a question at a centre with these modules: choices and predicates, or always (True), or never (False).

    `sayable`: the predicates for which there are words that a person can go by.
    """
    reader = _Reader(frozenset(modules), frozenset(sayable))
    return reader.all(reader.read(ast.parse(gate.condition.text, mode="eval").body) for gate in planned.gates)


@dataclass(frozen=True)
class _Reader:
    modules: frozenset[str]
    sayable: frozenset[str]

    def read(self, node: ast.expr) -> Opening:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return self.all(self.read(value) for value in values)
            case ast.BoolOp(values=values):
                return self.any(self.read(value) for value in values)
            case ast.Call(func=ast.Name(id="module"), args=[ast.Constant(value=name)]):
                return name in self.modules
            case ast.Name(id=name) if name in self.sayable:
                return (name,)
            case ast.Compare(left=ast.Name(id=link_id), ops=[op], comparators=[ast.Constant(value=wanted)]):
                accepted = accepted_values(catalogue().item(link_id), op, wanted)
                return (Choice(link_id, accepted),) if accepted else True  # of a number nobody can list them
        return True

    @staticmethod
    def all(parts: Iterable[Opening]) -> Opening:
        """Of several conditions that must all hold, the nearest one that is a choice stands for all."""
        known = list(parts)
        if False in known:
            return False
        reasons = [part for part in known if isinstance(part, tuple)]
        return next(_choices_last_first(reasons), reasons[-1]) if reasons else True

    @staticmethod
    def any(parts: Iterable[Opening]) -> Opening:
        known = list(parts)
        if True in known:
            return True
        return tuple(reason for part in known if isinstance(part, tuple) for reason in part) or False


def _choices_last_first(reasons: list[tuple[Opener, ...]]) -> Iterator[tuple[Opener, ...]]:
    return (part for part in reversed(reasons) if all(isinstance(reason, Choice) for reason in part))
