"""A name by its words, as it is searched for."""

import pytest

from app.intake.arriving.search_marks import words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Zoë  MÜLLER-Straße", ["zoe", "muller", "strasse"]),
        ("O\u2019Brien", ["obrien"]),
        ("José (Pepe) Núñez", ["jose", "pepe", "nunez"]),
        ("İpek", ["ipek"]),
        ("\u0915\u093f\u0930\u0923", ["\u0915\u093f\u0930\u0923"]),  # a vowel sign does not break a word
        ("\u2026 -- '", []),
    ],
)
def test_words_are_the_same_without_case_accents_and_signs(name: str, words: list[str]) -> None:
    assert words_of(name) == words
