"""Golden data: tables that a clinician can check against the published forms, kept apart from the definitions.

Answers stand in them as words: `asq_1..4=no phq9_9=2 px_wd_now=seizure+confused age=70`. `1..4` names four items,
`+` joins several choices, `-` takes an answer away that the table gives to every row.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from app.instruments import SKIP, Answer, Item, catalogue, read_answers

HERE = Path(__file__).parent
RANGE = re.compile(r"(.+_)(\d+)\.\.(\d+)")


@cache
def golden(name: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


def answers(*texts: str) -> dict[str, Answer]:
    """The answers that the texts stand for; a later text wins. Values that no item allows are refused."""
    given: dict[str, object] = {}
    for word in " ".join(texts).split():
        link_ids, _, value = word.partition("=")
        for link_id in items(link_ids):
            given.pop(link_id, None)
            if value != "-":
                given[link_id] = _value(catalogue().item(link_id), value)
    return read_answers(catalogue(), given)


def items(text: str) -> Iterator[str]:
    """The linkIds that `phq9_1..9 asq_5` stands for."""
    for word in text.split():
        match = RANGE.fullmatch(word)
        if match is None:
            yield word
        else:
            yield from (f"{match[1]}{number}" for number in range(int(match[2]), int(match[3]) + 1))


def _value(item: Item, text: str) -> object:
    if text == SKIP or item.type == "text":
        return text
    if item.type == "multiple":
        return text.split("+")
    return int(text) if text.isdecimal() else text
