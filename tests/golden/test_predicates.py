"""The predicates that plan and rules share mean what the clinical reference says."""

import tomllib

import pytest

from app.screening import rulebook
from app.screening.reading import Reading
from app.screening.rulebook import DEFINITIONS
from tests.golden.tables import answers, golden

TABLE = golden("predicates.toml")


@pytest.mark.parametrize(
    ("predicate", "given", "holds"),
    [
        pytest.param(predicate, given, side == "holds", id=f"{predicate} {side}: {given}")
        for predicate, sides in TABLE.items()
        for side in ("holds", "fails")
        for given in sides[side]
    ],
)
def test_the_predicate_holds_for_these_answers_and_not_for_those(predicate: str, given: str, holds: bool) -> None:
    assert Reading(rulebook(), answers(given)).named(predicate).holds is holds


def test_every_predicate_is_seen_to_hold_and_not_to_hold() -> None:
    defined = tomllib.loads((DEFINITIONS / "predicates.toml").read_text("utf-8"))
    assert set(TABLE) == set(defined), "tests/golden/predicates.toml needs a table for each predicate"
    assert [name for name, sides in TABLE.items() if not (sides["holds"] and sides["fails"])] == []
