"""docs/security/requirements.md names a proof for each requirement, and the proof exists."""

import re
from typing import Final, NamedTuple

import pytest

from tests.support.proofs import TESTS, missing, proofs, words_beside

TABLE: Final = TESTS.parent / "docs" / "security" / "requirements.md"
STATES: Final = ("true", "narrowed", "not done")
ROW: Final = re.compile(r"\| V-(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
HIGHEST: Final = 88


class Requirement(NamedTuple):
    number: int
    asked: str
    state: str
    said: str


def requirements() -> list[Requirement]:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    return [Requirement(int(number), asked.strip(), state.strip(), said) for number, asked, state, said in rows]


def test_every_requirement_stands_in_the_table_once_and_in_order() -> None:
    assert [row.number for row in requirements()] == list(range(1, HIGHEST + 1))


@pytest.mark.parametrize("row", requirements(), ids=lambda row: f"V-{row.number}")
def test_a_requirement_has_a_state_and_what_belongs_to_it(row: Requirement) -> None:
    assert row.state in STATES
    enough = proofs(row.said) if row.state == "true" else len(words_beside(row.said)) > 5
    assert enough, "a test that proves it, or a reason"


@pytest.mark.parametrize("row", requirements(), ids=lambda row: f"V-{row.number}")
def test_every_test_that_is_named_exists(row: Requirement) -> None:
    assert missing(row.said) == []
