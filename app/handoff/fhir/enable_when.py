"""Conditions as enableWhen: a flat list of answers, any one of which opens a question.

What FHIR cannot say in such a list opens the question (a score, a sum), and of several conditions that must all hold
the nearest stands for all: as on paper, a form asks rather too much than too little.
"""

import ast
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from app.handoff.fhir.codes import option_coding, skip_coding
from app.instruments import Item
from app.instruments.accepted import accepted_values
from app.instruments.conditions import Condition

Choices: TypeAlias = dict[str, set[int | str]]  # linkId -> the values that open
Opening: TypeAlias = Choices | None  # None: always open


def enable_when(opening: Opening, skipped: Iterable[str], items: Mapping[str, Item]) -> dict[str, Any]:
    """The keys that an item takes for what opens it, or for the skipping of a question named in `skipped`."""
    if opening is None:
        return {}
    lines = [
        {"question": link_id, "operator": "=", "answerCoding": option_coding(items[link_id], option)}
        for link_id, values in opening.items()
        for option in items[link_id].options
        if option.value in values
    ]
    lines += [{"question": name, "operator": "=", "answerCoding": skip_coding(items[name])} for name in skipped]
    return {"enableWhen": lines, **({"enableBehavior": "any"} if len(lines) > 1 else {})}


class Reader:
    """Reads conditions; `named` holds those that other conditions go by, `items` all items by linkId."""

    def __init__(self, items: Mapping[str, Item], named: Mapping[str, Condition]) -> None:
        self.items, self.named = items, named

    def opening(self, conditions: Iterable[str]) -> Opening:
        """What opens an item behind all of these conditions."""
        return _nearest(self._read(ast.parse(text, mode="eval").body) for text in conditions)

    def _read(self, node: ast.expr) -> Opening:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return _nearest(map(self._read, values))
            case ast.BoolOp(values=values):
                return _either(map(self._read, values))
            case ast.Name(id=name):
                return self.opening([self.named[name].text])
            case ast.Compare(left=ast.Name(id=link_id), ops=[op], comparators=[ast.Constant(value=wanted)]):
                accepted = accepted_values(self.items[link_id], op, wanted)
                return {link_id: set(accepted)} if accepted else None
        return None


def _nearest(parts: Iterable[Opening]) -> Opening:
    known = [part for part in parts if part is not None]
    return known[-1] if known else None


def _either(parts: Iterable[Opening]) -> Opening:
    found: Choices = {}
    for part in parts:
        if part is None:
            return None
        for link_id, values in part.items():
            found[link_id] = found.get(link_id, set()) | values
    return found
