"""The words that plan and rules share mean what the clinical reference says."""

import pytest

from app.screening import rulebook
from app.screening.reading import Reading
from tests.golden.tables import answers, golden

TABLE = golden("words.toml")


@pytest.mark.parametrize(
    ("word", "given", "holds"),
    [
        pytest.param(word, given, side == "holds", id=f"{word} {side}: {given}")
        for word, sides in TABLE.items()
        for side in ("holds", "fails")
        for given in sides[side]
    ],
)
def test_the_word_holds_for_these_answers_and_not_for_those(word: str, given: str, holds: bool) -> None:
    assert Reading(rulebook(), answers(given)).named(word).holds is holds
