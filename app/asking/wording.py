"""The words of a question in a reader's language, and the language that they really are in.

A published instrument is asked in published words only: in the translation that its publisher put out, or in English.
Our own questions are translated with all our other texts.
"""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from app.instruments import ORIGINAL, AnswerOption, Item, catalogue
from app.screening import plan


@dataclass(frozen=True)
class ItemWords:
    """A question in words of the language `lang`, with what its instrument says before its questions.

    `item` is the question itself but for its words; whoever has an answer to it can say that answer in this language.
    """

    item: Item
    lang: str
    stem: str | None
    intro: str | None


def part_name(part: str) -> str:
    """A part of the questions, as its reader calls it."""
    return _(plan().file.parts[part])


def topic_name(block: int) -> str:
    """What a block that can wait is about, in the reader's words."""
    return _(plan().file.topics[str(block)])


def words_in(item: Item, language: str) -> ItemWords:
    """The question in this language, or in English if there are no words for it."""
    owner = catalogue().instrument_of(item.link_id)
    if published := catalogue().item_in(item.link_id, language):
        words = catalogue().translations_of(owner.id)[language]
        return ItemWords(published, language, words.stem, words.intro)
    if language != ORIGINAL and catalogue().is_ours(item.link_id):
        return _in_our_words(item, language)
    return ItemWords(item, ORIGINAL, owner.stem, owner.intro)


def _in_our_words(item: Item, language: str) -> ItemWords:
    with force_locale(language):
        words = {
            "text": _(item.text),
            "help": item.help and _(item.help),
            "anchors": item.anchors and tuple(_(text) for text in item.anchors),
            "unit": item.unit and _(item.unit),
            "options": tuple(_option(option) for option in item.options),
        }
    spoken = ORIGINAL if words["text"] == item.text else language  # a text that nobody has translated yet is English
    return ItemWords(item.model_copy(update=words), spoken, None, None)


def _option(option: AnswerOption) -> AnswerOption:
    return option.model_copy(update={"text": _(option.text)})
