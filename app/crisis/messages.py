"""The words of the help pages (`messages.toml`), checked against the help lines they name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, cast, get_args

from pydantic import Field, ValidationError

from app.crisis.resources import HelpLine, ResourceError, Strict, Text, first_problem, read_toml, resources

MESSAGES_FILE = Path(__file__).with_name("messages.toml")

Kind = Literal[
    "suicide",
    "suicide_calm",
    "item9",
    "medical",
    "withdrawal_now",
    "withdrawal",
    "pregnancy_opioid",
    "overdose",
    "clinician_soon",
    "danger",
    "harm_others",
    "voices_command",
    "youth",
    "general",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Message(Strict):
    """A help page's words: the first paragraph, of care, stands before the help lines, the rest after them."""

    heading: Text
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    page_only: tuple[int, ...] = ()
    lines: Annotated[tuple[Text, ...], Field(min_length=2)]

    @property
    def spoken(self) -> tuple[str, ...]:
        """The paragraphs that can be said to somebody who does not see the page."""
        return tuple(text for number, text in enumerate(self.paragraphs, 1) if number not in self.page_only)


class GroupText(Strict):
    """One part of a page that needs no answer."""

    heading: Text
    paragraphs: tuple[Text, ...]
    lines: tuple[Text, ...]


class Messages(Strict):
    """The whole of `messages.toml`."""

    messages: dict[Kind, Message]
    groups: tuple[GroupText, ...]
    someone: Message
    someone_groups: tuple[GroupText, ...]


def load_messages(lines: dict[str, HelpLine], file: Path = MESSAGES_FILE) -> Messages:
    """Read and check the words; raises `ResourceError` with one line when a kind is missing or a line is unknown."""
    try:
        content = Messages.model_validate(read_toml(file))
    except ValidationError as error:
        raise ResourceError(first_problem(file, error)) from error
    if missing := [kind for kind in KINDS if kind not in content.messages]:
        raise ResourceError(f"{file.name}: messages.{missing[0]}: missing")
    for kind, words in content.messages.items():
        if any(not 1 < number <= len(words.paragraphs) for number in words.page_only):
            raise ResourceError(f"{file.name}: messages.{kind}.page_only: names a paragraph that there is not")
    named = [(f"messages.{kind}", message.lines) for kind, message in content.messages.items()]
    named += [(f"groups.{number}", group.lines) for number, group in enumerate(content.groups)]
    named += [("someone", content.someone.lines)]
    named += [(f"someone_groups.{number}", group.lines) for number, group in enumerate(content.someone_groups)]
    for key, ids in named:
        if unknown := [name for name in ids if name not in lines]:
            raise ResourceError(f"{file.name}: {key}.lines: no help line called {unknown[0]}")
    return content


@cache
def messages() -> Messages:
    """The words that ship with the product. Raises ResourceError as `load_messages`."""
    return load_messages(resources())


def kinds_of(tells: Sequence[str]) -> list[Kind]:
    """The texts that rules call for, as what they are: every name in risk.toml is one of messages.toml."""
    return [cast("Kind", tell) for tell in tells if tell]


def message(kind: Kind) -> Message:
    """The words for one kind of answer."""
    return messages().messages[kind]
