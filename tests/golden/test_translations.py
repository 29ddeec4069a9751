"""The published translations are pinned in full: a translation is as much an instrument as its original.

One file for each language in `translations/`.
"""

import pytest

from app.instruments import Item, catalogue
from tests.golden.tables import HERE, golden

PINNED = {
    (instrument_id, file.stem): words
    for file in sorted((HERE / "translations").glob("*.toml"))
    for instrument_id, words in golden(f"translations/{file.name}").items()
}
TRANSLATED = pytest.mark.parametrize(
    ("instrument_id", "language"), [pytest.param(*key, id=".".join(key)) for key in sorted(PINNED)]
)


def translated(instrument_id: str, language: str) -> list[Item]:
    words = catalogue().translations_of(instrument_id)[language]
    return [item for original in catalogue().instruments[instrument_id].items if (item := words.item(original))]


def test_every_translation_is_pinned_and_nothing_else() -> None:
    assert set(catalogue().translations) == set(PINNED)


@TRANSLATED
def test_the_lead_in_reads_as_published(instrument_id: str, language: str) -> None:
    stem = catalogue().translations_of(instrument_id)[language].stem
    assert (stem or "") == PINNED[instrument_id, language]["lead_in"]


@TRANSLATED
def test_every_question_reads_as_published(instrument_id: str, language: str) -> None:
    read = [f"{item.link_id} {item.text}" for item in translated(instrument_id, language)]
    assert read == PINNED[instrument_id, language]["questions"].strip().splitlines()


@TRANSLATED
def test_every_answer_reads_as_published(instrument_id: str, language: str) -> None:
    pinned, expected = PINNED[instrument_id, language]["answers"], ""
    for item in translated(instrument_id, language):
        expected = pinned.get(item.link_id, expected)  # an answer list holds until the next one
        assert " / ".join(f"{option.value} {option.text}" for option in item.options) == expected
