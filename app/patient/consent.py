"""The consent text: versioned data, pinned by hash; a change of words needs a new version."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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


@cache
def consent() -> ConsentText:
    """The text in force."""
    file = validate(ConsentFile, "consent.toml", read_pinned(FOLDER)["consent.toml"])
    return ConsentText(file.version, tuple((section.heading, section.paragraphs) for section in file.sections))
