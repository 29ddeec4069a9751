"""Reading answers from outside: every value is checked against the item it claims to answer."""

import unicodedata
from collections.abc import Mapping
from typing import Protocol, TypeAlias

from app.instruments.item import NONE, SKIP, Answer, Item


class AnswerError(ValueError):
    """A value that is no valid answer to its item. The message says which item and why, never the value."""

    def __init__(self, link_id: str, problem: str) -> None:
        self.link_id = link_id
        super().__init__(f"{link_id}: {problem}")


Choices: TypeAlias = Mapping[type, Mapping[object, Answer]]


class ItemBank(Protocol):
    """Where items are found by linkId."""

    def item(self, link_id: str) -> Item:
        """The item of this linkId. Raises KeyError if there is none."""

    @property
    def choices(self) -> Mapping[str, Choices]:
        """What `choices_of` gives for each item, by linkId."""


def choices_of(item: Item) -> Choices:
    """Every answer to an item of which one option is chosen, and skipping any, by the type and value that stand for it.

    The type first, for JSON's true and 1.0 equal 1 and are no answers.
    """
    values = (*item.values, SKIP) if item.type == "choice" else (SKIP,)
    return {kind: {value: value for value in values if type(value) is kind} for kind in {*map(type, values)}}


def read_answers(bank: ItemBank, raw: Mapping[str, object]) -> dict[str, Answer]:
    """Turn a mapping from linkId to JSON-like values into answers.

    An option's value, an integer, a list of values or a text; `"skip"` for any item. A key that is absent is an item
    not answered. Raises AnswerError for an unknown linkId and for every value the item does not allow.
    """
    answers: dict[str, Answer] = {}
    choices = bank.choices
    for link_id, value in raw.items():
        try:
            answers[link_id] = choices[link_id][type(value)][value]
        except KeyError:  # a number, a text or a list; or nothing that is allowed
            answers[link_id] = read_answer(_item(bank, link_id), value)
    return answers


def _item(bank: ItemBank, link_id: str) -> Item:
    try:
        return bank.item(link_id)
    except KeyError as error:
        raise AnswerError(link_id, "no such item") from error


def read_answer(item: Item, value: object) -> Answer:
    """The answer that one JSON-like value stands for, checked against its item.

    A choice gives the option's value, a multiple the values chosen in the item's order, an integer a whole number from
    `minimum` to `maximum` in the item's `unit`, a text at most `max_length` characters. Raises AnswerError.
    """
    if value == SKIP:
        return SKIP
    match item.type:
        case "choice":
            return _choice(item, value)
        case "multiple":
            return _multiple(item, value)
        case "integer":
            return _integer(item, value)
        case "text":
            return _text(item, value)


def _choice(item: Item, value: object) -> int | str:
    for option in item.options:
        if type(option.value) is type(value) and option.value == value:
            return option.value
    raise AnswerError(item.link_id, "not one of the answers of this item")


def _multiple(item: Item, value: object) -> Answer:
    """The chosen values in the item's own order, each once."""
    if not isinstance(value, list) or not value:
        raise AnswerError(item.link_id, "needs a list with at least one of the answers of this item")
    allowed = [*(option.value for option in item.options), SKIP]
    if any(not isinstance(part, str) or part not in allowed for part in value):
        raise AnswerError(item.link_id, "not all of these are answers of this item")
    chosen = tuple(str(option) for option in allowed if option in value)
    if len(chosen) > 1 and (NONE in chosen or SKIP in chosen):
        raise AnswerError(item.link_id, "this answer cannot stand together with another one")
    return SKIP if chosen == (SKIP,) else chosen


def _integer(item: Item, value: object) -> int:
    if type(value) is not int:
        raise AnswerError(item.link_id, "needs a whole number")
    if item.minimum is not None and value < item.minimum:
        raise AnswerError(item.link_id, f"needs a number of at least {item.minimum}")
    if item.maximum is not None and value > item.maximum:
        raise AnswerError(item.link_id, f"needs a number of at most {item.maximum}")
    return value


def _text(item: Item, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise AnswerError(item.link_id, "needs a text")
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        raise AnswerError(item.link_id, "has characters that cannot be kept")
    if item.max_length is not None and len(text) > item.max_length:
        raise AnswerError(item.link_id, f"is longer than {item.max_length} characters")
    return text
