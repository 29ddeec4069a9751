"""What holds for every published translation, now and later: other words, the same instrument."""

from itertools import product
from pathlib import Path

import pytest

from app.crisis.choose import crisis_line
from app.crisis.last_resort import page as last_resort
from app.instruments import Answer, Instrument, Item, Translation, catalogue, score
from app.staff.case.asked_in import LANGUAGE_NAMES
from app.web.language import LANGUAGES, SOURCE
from tools.translations import languages

PAGES = Path(__file__).parents[2] / "docs" / "instruments"
EVERY = pytest.mark.parametrize(
    ("instrument_id", "language"), [pytest.param(*key, id=".".join(key)) for key in sorted(catalogue().translations)]
)


def translated(instrument_id: str, language: str) -> tuple[Instrument, Translation]:
    return catalogue().instruments[instrument_id], catalogue().translations_of(instrument_id)[language]


def in_its_words(instrument: Instrument, translation: Translation) -> Instrument:
    items = tuple(translation.item(item) or item for item in instrument.items)
    return instrument.model_copy(update={"items": items})


@EVERY
def test_a_reader_can_choose_its_language_and_staff_have_a_name_for_it(instrument_id: str, language: str) -> None:
    assert language in LANGUAGES
    assert language in LANGUAGE_NAMES


def test_staff_have_a_name_for_every_language_and_each_has_its_catalogues() -> None:
    assert LANGUAGE_NAMES.keys() == LANGUAGES.keys(), "app/staff/case/asked_in.py"
    assert {SOURCE, *languages()} == LANGUAGES.keys(), "app/translations/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_of_any_language_finds_help_in_it_also_when_all_else_fails(language: str) -> None:
    line = crisis_line(language)
    assert language in {line.lang, *(channel.lang for channel in line.channels)}, "app/crisis/resources.toml"
    assert f' lang="{language}">' in last_resort().decode(), "app/crisis/last_resort.py"


@EVERY
def test_it_scores_the_same_answers_the_same(instrument_id: str, language: str) -> None:
    original, translation = translated(instrument_id, language)
    spoken = in_its_words(original, translation)
    for first, rest in product(original.items[0].values, repeat=2):
        answers: dict[str, Answer] = {item.link_id: rest for item in original.items if rest in item.values}
        answers[original.items[0].link_id] = first
        assert score(spoken, answers) == score(original, answers)
        assert score(spoken, answers) != {}


@EVERY
def test_every_question_of_it_keeps_its_values_its_codes_and_its_rules(instrument_id: str, language: str) -> None:
    original, translation = translated(instrument_id, language)
    for item in original.items:
        if (spoken := translation.item(item)) is not None:
            assert without_words(spoken) == without_words(item)


def without_words(item: Item) -> Item:
    options = tuple(option.model_copy(update={"text": "-"}) for option in item.options)
    return item.model_copy(update={"text": "-", "options": options})


@EVERY
def test_nothing_that_stands_beside_its_questions_stays_in_english(instrument_id: str, language: str) -> None:
    original, translation = translated(instrument_id, language)
    published = [item for item in original.items if item.link_id not in translation.ours]
    assert [item.link_id for item in published if item.help or item.anchors or item.unit] == []


@EVERY
def test_its_page_names_its_version_its_source_and_how_it_was_verified(instrument_id: str, language: str) -> None:
    _, translation = translated(instrument_id, language)
    page = (PAGES / f"{instrument_id}.md").read_text("utf-8")
    for fact in (translation.version, translation.source, translation.licence, translation.verified):
        assert fact in page.partition("## In Spanish")[2].partition("\n## ")[0]
