"""docs/reliability.md says of each fault what happens and which test shows it, and the test exists."""

import re
from typing import Final, NamedTuple

import pytest

from tests.support.proofs import TESTS, missing, proofs, words_beside

TABLE: Final = TESTS.parent / "docs" / "reliability.md"
ROW: Final = re.compile(r"\| FI-(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
HIGHEST: Final = 38


class Fault(NamedTuple):
    number: int
    what: str
    happens: str
    said: str


def faults() -> list[Fault]:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    return [Fault(int(number), what, happens, said) for number, what, happens, said in rows]


def test_every_fault_stands_in_the_table_once_and_in_order() -> None:
    assert [row.number for row in faults()] == list(range(1, HIGHEST + 1))


@pytest.mark.parametrize("row", faults(), ids=lambda row: f"FI-{row.number}")
def test_a_fault_has_what_happens_and_a_test_or_a_reason(row: Fault) -> None:
    assert len(words_beside(row.happens)) > 3
    assert proofs(row.said) or len(words_beside(row.said)) > 5
    assert missing(row.said) == []
