"""The predicates that plan and rules share mean what the clinical reference says."""

import pytest

from app.screening import rulebook
from app.screening.reading import Reading
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
