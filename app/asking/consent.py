"""The consent texts: versioned data, pinned by hash; a change of words needs a new version."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import force_locale
from flask_babel import gettext as _

from app.definitions import Definition, read_pinned, validate

FOLDER = Path(__file__).parent / "consent_text"


class Section(Definition):
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class ConsentFile(Definition):
    """consent.toml, told.toml, disclosure.toml, rights.toml"""

    version: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class ConsentText:
    """What the person reads and agrees to, with its version and the hash of its words."""

    version: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text_hash(self) -> str:
        """SHA-256 over the words, in hex."""
        return hashlib.sha256(json.dumps(self.sections, ensure_ascii=False).encode()).hexdigest()


def consent() -> ConsentText:
    """What somebody agrees to who answers by themselves, in the reader's language."""
    return _text("consent.toml")


def told() -> ConsentText:
    """What somebody agrees to whose answers staff enter: read out, or signed on paper."""
    return _text("told.toml")


def rights() -> ConsentText:
    """What the law says of the person's record, in the reader's language. Nobody has to agree to it."""
    return _text("rights.toml")


def disclosure(language: str) -> ConsentText:
    """What somebody signs who lets the centre share their screening, in the language in which they read it."""
    with force_locale(language):
        return _text("disclosure.toml")


def _text(name: str) -> ConsentText:
    file = _file(name)
    return ConsentText(file.version, tuple((_(part.heading), _all(part.paragraphs)) for part in file.sections))


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_(text) for text in texts)


@cache
def _file(name: str) -> ConsentFile:
    return validate(ConsentFile, name, read_pinned(FOLDER)[name])
