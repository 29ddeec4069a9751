"""Help lines as typed, checked data (`resources.toml`).

A file with a mistake is refused as a whole: a wrong number is worse than a stopped start.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

RESOURCES_FILE = Path(__file__).with_name("resources.toml")
# Numbers change (988's "press 3" ended within a month of being announced), so a fact counts as fresh for 90 days.
FRESH_FOR = timedelta(days=90)

Text = Annotated[str, Field(min_length=1)]
# Short numbers and text codes, or a ten-digit number with or without its leading 1. No pauses, no menu digits.
DialString = Annotated[str, Field(pattern=r"^([0-9]{3}|[0-9]{5,6}|1?[2-9][0-9]{9})$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
SiteName = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
ChannelKind = Literal["call", "text", "chat", "tty", "video", "web"]
DIALLED: frozenset[str] = frozenset({"call", "text", "tty"})
MAIN: tuple[ChannelKind, ...] = ("call", "text")


class ResourceError(ValueError):
    """A data file of this package is wrong; the message is one line naming file and key."""


class Strict(BaseModel):
    """Base of what the files of this room hold: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Channel(Strict):
    """One way to reach a line: a number to dial or to text, or a site to open."""

    kind: ChannelKind
    dial: DialString | None = None
    site: SiteName | None = None
    send: Text | None = None
    describe: Text | None = None
    after: Text | None = None
    lang: Language | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.dial is None) == (self.site is None):
            raise ValueError("needs either dial or site")
        if self.kind in DIALLED and self.dial is None:
            raise ValueError(f"{self.kind} needs dial")
        if self.kind in {"chat", "web"} and self.site is None:
            raise ValueError(f"{self.kind} needs site")
        if self.send and self.describe:
            raise ValueError("needs either the word to send or what to write, not both")
        return self

    @property
    def href(self) -> str:
        """The link's address: `tel:988`, `sms:988` or an https address."""
        if self.dial is None:
            return f"https://{self.site}"
        return f"{'sms' if self.kind == 'text' else 'tel'}:{self.dial}"

    @property
    def outside(self) -> bool:
        """Whether the link leaves for another site."""
        return self.dial is None

    @property
    def shown(self) -> str:
        """The number as people write it (`1-800-662-4357`), or the site's name."""
        return str(self.site) if self.dial is None else _grouped(self.dial)

    @property
    def pattern(self) -> str:
        """What the link says, before it is filled in; another language may say it in another order."""
        if self.kind == "text":
            return PATTERNS["text_word" if self.send or self.describe else "text"]
        return PATTERNS[self.kind if self.outside else f"{self.kind}_dial"]

    @property
    def filling(self) -> dict[str, str]:
        """What stands in the pattern and is the same in every language."""
        return {"where": self.shown, **({"word": self.send} if self.send else {})}

    @property
    def action(self) -> str:
        """What the link says, such as `Text HOME to 741741`. Never holds the note on what to do after dialling."""
        return self.pattern % {"word": self.describe, **self.filling}


PATTERNS: Final = {
    "call_dial": "Call %(where)s",
    "text": "Text %(where)s",
    "text_word": "Text %(word)s to %(where)s",
    "tty_dial": "TTY: dial %(where)s",
    "video_dial": "Video call %(where)s",
    "chat": "Chat at %(where)s",
    "video": "Video at %(where)s",
    "web": "Look at %(where)s",
}


def _grouped(dial: str) -> str:
    if len(dial) < 10:
        return dial
    head, area, middle, last = dial[:-10], dial[-10:-7], dial[-7:-4], dial[-4:]
    return "-".join(part for part in (head, area, middle, last) if part)


class HelpLine(Strict):
    """One help line, with how we know what we say about it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    lang: Language = "en"
    same_as: str | None = None
    about: Text
    audience: Text
    hours: Text
    languages: Annotated[tuple[Text, ...], Field(min_length=1)]
    priority: Annotated[int, Field(ge=1, le=9)]
    emergency: bool = False
    own: bool = False  # a centre's own, from a room above: never in the file
    checked_on: date
    source: Text
    confidence: Literal["read", "second-hand", "recalled"]
    note: Text | None = None
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]

    @property
    def expires_on(self) -> date:
        """The first day on which the facts count as stale, 90 days after they were checked."""
        return self.checked_on + FRESH_FOR

    def is_stale(self, on: date) -> bool:
        """Whether somebody should check this line again on the day `on`: 90 days or more after it was checked."""
        return on >= self.expires_on

    def channel(self, kind: ChannelKind) -> Channel | None:
        """The first way of this kind, or None."""
        return next((channel for channel in self.channels if channel.kind == kind), None)

    @property
    def main_channels(self) -> tuple[Channel, ...]:
        """The call and the text that open when this line leads a page."""
        return tuple(channel for kind in MAIN if (channel := self.channel(kind)) is not None)

    def spoken_first(self, language: str) -> Self:
        """The same line with the ways in this language before the others."""
        ordered = sorted(self.channels, key=lambda channel: channel.lang != language)
        return self.model_copy(update={"channels": tuple(ordered)})


class _File(Strict):
    resource: Annotated[tuple[HelpLine, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _unique_ids(self) -> Self:
        ids = [line.id for line in self.resource]
        if doubled := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"id used twice: {', '.join(doubled)}")
        if unknown := [line.same_as for line in self.resource if line.same_as and line.same_as not in ids]:
            raise ValueError(f"same_as names no line: {unknown[0]}")
        return self


def first_problem(file: Path, error: ValidationError) -> str:
    """The first thing wrong with a data file, as one line: file, key, reason."""
    detail = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in detail["loc"]) or "file"
    return f"{file.name}: {key}: {detail['msg']}"


def read_toml(file: Path) -> dict[str, object]:
    """A TOML file's content; raises `ResourceError` naming the file when it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{file.name}: {error}") from error


def load_resources(file: Path = RESOURCES_FILE) -> dict[str, HelpLine]:
    """Read and check a file of help lines, keyed by id in the order of the file; raises `ResourceError`."""
    try:
        content = _File.model_validate(read_toml(file))
    except ValidationError as error:
        raise ResourceError(first_problem(file, error)) from error
    return {line.id: line for line in content.resource}


@cache
def resources() -> dict[str, HelpLine]:
    """The help lines that ship with the product, keyed by id. Raises ResourceError as `load_resources`."""
    return load_resources()
