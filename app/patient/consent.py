"""The consent text: versioned data, pinned by hash; a change of words needs a new version."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import gettext as _

from app.instruments.definition import Definition, read_pinned, validate

FOLDER = Path(__file__).parent / "consent_text"


class Section(Definition):
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class ConsentFile(Definition):
    """consent.toml"""

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
    """The text in force, in the reader's language."""
    file = _file()
    return ConsentText(file.version, tuple((_(part.heading), _all(part.paragraphs)) for part in file.sections))


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_(text) for text in texts)


@cache
def _file() -> ConsentFile:
    return validate(ConsentFile, "consent.toml", read_pinned(FOLDER)["consent.toml"])
