"""A language made up for tests: each text that a catalogue was asked for comes in brackets.

What stands outside of them was never offered to a translator.
"""

import re
from collections.abc import Iterable
from typing import Final

import pytest
from bs4 import Tag
from flask_babel import Domain

LEFT_AS_IT_IS: Final = ("Check-in", "Error: ")  # what our own browser looks for in every title
MARKED: Final = re.compile(r"⟦[^⟦⟧]*⟧")
ATTRIBUTES: Final = ("aria-label", "alt", "placeholder", "title", "data-two", "data-one", "data-leaving")


class Marking:
    """A catalogue that has everything and shows that it was asked."""

    def ugettext(self, text: str) -> str:
        """One text."""
        return text if text in LEFT_AS_IT_IS else f"⟦{text}⟧"

    def ungettext(self, one: str, many: str, count: int) -> str:
        """One text of two."""
        return self.ugettext(one if count == 1 else many)


def speak_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every page is in that language, whichever its reader chose."""
    monkeypatch.setattr(Domain, "get_translations", lambda self: Marking())


def outside(body: Tag, data: str, known: Iterable[str] = ()) -> list[str]:
    """The words of a page that no catalogue was asked for, but for those that say which language they are in.

    `data`: what selects the parts that are no words of ours; `known`: words that are allowed anywhere.
    """
    for part in body.select(f"[lang]:not([lang=es]), {data}"):
        part.decompose()
    text = _without_marked(_texts(body))
    for words in (*LEFT_AS_IT_IS, *known):
        text = text.replace(words, "")
    return [line.strip() for line in text.splitlines() if re.search(r"[^\W\d_]", line)]


def _texts(body: Tag) -> str:
    """One line for each; a text with tags in it runs over several."""
    said = [str(tag[name]) for tag in body.select("*") for name in ATTRIBUTES if tag.get(name)]
    return "\n".join([*body.find_all(string=True), *said])


def _without_marked(text: str) -> str:
    while (shorter := MARKED.sub("", text)) != text:
        text = shorter
    return text
