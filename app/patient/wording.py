"""Questions and answers in the words of the person's language, and what there is in English only."""

from collections.abc import Iterable
from itertools import groupby

from flask_babel import gettext as _

from app.asking.wording import ItemWords, part_name, words_in
from app.instruments import ORIGINAL, SKIP, SKIP_TEXT, Answer, Instrument, Item, answer_text, catalogue
from app.leaflets import Leaflet
from app.screening import plan
from app.web.language import current_language


def item_words(item: Item) -> ItemWords:
    """The question as this person reads it."""
    return words_in(item, current_language())


def answer_words(item: Item, answer: Answer) -> str:
    """An answer as this person chose it. Raises KeyError for a value that the item does not have."""
    return _(SKIP_TEXT) if answer == SKIP else answer_text(item_words(item).item, answer)


def title_words(instrument: Instrument) -> tuple[str, str | None]:
    """The name of a questionnaire, and its language where that is not the page's own."""
    language = current_language()
    if language == ORIGINAL:
        return instrument.title, None
    published = catalogue().translations_of(instrument.id).get(language)
    return (published.title, None) if published else (instrument.title, ORIGINAL)


def leaflet_words(leaflet: Leaflet) -> Leaflet:
    """The same leaflet in the page's language; whom it draws on stays as it is."""
    words = {"title": _(leaflet.title), "paragraphs": tuple(_(text) for text in leaflet.paragraphs)}
    return leaflet.model_copy(update=words)


def other_language(words: ItemWords) -> str | None:
    """The language of a question's words where it is not the page's own; None where there is nothing to say."""
    return None if words.lang == current_language() else words.lang


def parts_in_english(modules: Iterable[str]) -> list[str]:
    """The parts in which this person may meet questions that are not in their language, by name."""
    asked = frozenset(modules)
    return [
        part_name(part)
        for part, steps in groupby(plan().steps, key=lambda step: step.part)
        if any(_is_in_english(planned.item, asked) for step in steps for planned in step.items)
    ]


def _is_in_english(item: Item, modules: frozenset[str]) -> bool:
    instrument = catalogue().instrument_of(item.link_id)
    is_asked = instrument.ship == "core" or instrument.id in modules
    return is_asked and other_language(item_words(item)) is not None
