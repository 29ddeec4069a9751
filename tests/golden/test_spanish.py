"""The published Spanish is pinned in full: a translation is as much an instrument as its original."""

import pytest

from app.instruments import Item, catalogue
from tests.golden.tables import golden

PINNED = golden("spanish.toml")
TRANSLATED = pytest.mark.parametrize("instrument_id", sorted(PINNED))


def spanish(instrument_id: str) -> list[Item]:
    words = catalogue().translations_of(instrument_id)["es"]
    return [item for original in catalogue().instruments[instrument_id].items if (item := words.item(original))]


def test_every_translation_is_pinned_and_nothing_else() -> None:
    assert set(catalogue().translations) == {(instrument_id, "es") for instrument_id in PINNED}


@TRANSLATED
def test_the_lead_in_reads_as_published(instrument_id: str) -> None:
    assert (catalogue().translations_of(instrument_id)["es"].stem or "") == PINNED[instrument_id]["lead_in"]


@TRANSLATED
def test_every_question_reads_as_published(instrument_id: str) -> None:
    read = [f"{item.link_id} {item.text}" for item in spanish(instrument_id)]
    assert read == PINNED[instrument_id]["questions"].strip().splitlines()


@TRANSLATED
def test_every_answer_reads_as_published(instrument_id: str) -> None:
    pinned, expected = PINNED[instrument_id]["answers"], ""
    for item in spanish(instrument_id):
        expected = pinned.get(item.link_id, expected)  # an answer list holds until the next one
        assert " / ".join(f"{option.value} {option.text}" for option in item.options) == expected
