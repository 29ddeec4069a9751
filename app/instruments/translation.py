"""The published words of an instrument in another language.

One file for each, beside the original: `phq9.es.toml` holds the Spanish words of `phq9`. Only what the publisher or the
authority itself put out belongs there; an instrument that has no such file stays in its own language. A translated item
is the same item, with the same values and codes, in other words: what it scores cannot depend on the language.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from app.definitions import Definition, DefinitionError, validate
from app.instruments.item import AnswerOption, Item, LinkId, Text
from app.instruments.model import Instrument
from app.instruments.sharing import option_sets, with_options, with_shared_items

ORIGINAL: Final = "en"  # the language of every definition
FILE = re.compile(r"[a-z0-9_]+\.[a-z]{2}\.toml")
OPTION_SETS = "option_sets"


class TranslatedItem(Definition):
    """One question, word for word as published in this language."""

    link_id: LinkId
    text: Text
    options: tuple[AnswerOption, ...] = ()


class Translation(Definition):
    """Every word of an instrument in one language, and where it comes from.

    `ours` lists items that are no part of the published form: they are translated with this project's own texts.
    """

    title: Text
    version: Text
    licence: Text
    source: Text
    verified: Text
    items: tuple[TranslatedItem, ...]
    stem: Text | None = None
    intro: Text | None = None
    ours: tuple[LinkId, ...] = ()

    @property
    def link_ids(self) -> list[str]:
        """Every item of the instrument, whoever translates it."""
        return [*(item.link_id for item in self.items), *self.ours]

    def item(self, original: Item) -> Item | None:
        """The item in the words of this language; None if its words are ours."""
        found = next((item for item in self.items if item.link_id == original.link_id), None)
        if found is None:
            return None
        words = {option.value: option.text for option in found.options}
        options = tuple(option.model_copy(update={"text": words[option.value]}) for option in original.options)
        return original.model_copy(update={"text": found.text, "options": options})


def is_translation(file: str) -> bool:
    """Whether a file of the definitions holds another language."""
    return FILE.fullmatch(file) is not None


def read_translations(
    raw: Mapping[str, dict[str, Any]], instruments: Mapping[str, Instrument]
) -> dict[tuple[str, str], Translation]:
    """The translations among the files of a folder, by instrument and language, each compared with its original.

    Raises DefinitionError for a question or an answer that is missing, unknown or there twice.
    """
    by_language: dict[str, dict[str, dict[str, Any]]] = {}
    for file, content in raw.items():
        of, language, _ = file.split(".")
        by_language.setdefault(language, {})[of] = content
    return {
        (of, language): translation
        for language, files in by_language.items()
        for of, translation in _in_language(language, files, instruments)
    }


def _in_language(
    language: str, files: dict[str, dict[str, Any]], instruments: Mapping[str, Instrument]
) -> Iterator[tuple[str, Translation]]:
    shared = option_sets(f"{OPTION_SETS}.{language}.toml", files.pop(OPTION_SETS, {}))
    filled = {of: with_options(f"{of}.{language}.toml", content, shared) for of, content in files.items()}
    for of, content in filled.items():
        file = f"{of}.{language}.toml"
        if of not in instruments:
            raise DefinitionError(file, "file", f"{of} is no instrument")
        translation = validate(Translation, file, with_shared_items(file, content, filled))
        _compare(file, translation, instruments[of])
        yield of, translation


def _compare(file: str, translation: Translation, original: Instrument) -> None:
    """Refuse what is not word for word the same questionnaire: with every part of the original, and no other."""
    _same(file, "items", translation.link_ids, [item.link_id for item in original.items])
    for name in ("stem", "intro"):
        if (getattr(translation, name) is None) != (getattr(original, name) is None):
            raise DefinitionError(file, name, "must be given exactly when the original has one")
    for item in translation.items:
        values = next(part.values for part in original.items if part.link_id == item.link_id)
        _same(file, f"{item.link_id}.options", [option.value for option in item.options], values)


def _same(file: str, key: str, found: Sequence[int | str], wanted: Sequence[int | str]) -> None:
    for name in wanted:
        if found.count(name) != 1:
            raise DefinitionError(file, key, f"{name} {'stands twice' if name in found else 'is missing'}")
    for name in found:
        if name not in wanted:
            raise DefinitionError(file, key, f"{name} is not in the original")
