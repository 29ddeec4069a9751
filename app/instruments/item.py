"""A question and its answers: how it is worded, what may be answered, and the checks that its definition must pass."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, StringConstraints, model_validator

from app.definitions import Definition, Fault

Answer: TypeAlias = int | str | tuple[str, ...]
Answers: TypeAlias = Mapping[str, Answer]

SKIP = "skip"
SKIP_TEXT = "I'd rather not answer"
NONE = "none"


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    return text


Text: TypeAlias = Annotated[str, AfterValidator(_filled)]
LinkId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ItemType: TypeAlias = Literal["choice", "multiple", "integer", "text"]


class AnswerOption(Definition):
    """One answer a person may choose: the stored value and the exact published label."""

    value: int | str
    text: Text
    loinc: str | None = None
    snomed: str | None = None


class Item(Definition):
    """One question, word for word. `link_id` is its name everywhere: forms, storage, rules, FHIR.

    `enable_when` holds only what the published form itself prescribes; the guided order adds its own (screening/plan).
    """

    link_id: LinkId
    text: Text
    type: ItemType = "choice"
    options: tuple[AnswerOption, ...] = ()
    help: Text | None = None
    anchors: tuple[Text, Text] | None = None
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    loinc: tuple[str, ...] = ()
    scored: bool = True
    no_redisplay: bool = False
    enable_when: Text | None = None
    skip_keeps_closed: bool = False

    @model_validator(mode="after")
    def _check(self) -> "Item":
        values = [option.value for option in self.options]
        if len(values) != len(set(values)):
            raise Fault("options", f"{self.link_id} has two options of the same value")
        if (self.type in ("choice", "multiple")) != bool(values):
            raise Fault("options", f"{self.link_id} needs options exactly when it is a choice")
        if SKIP in values:
            raise Fault("options", f"{self.link_id} lists skip, which is offered on every item and belongs to none")
        if self.type == "text" and not self.max_length:
            raise Fault("max_length", f"{self.link_id} is a text and needs one")
        return self

    @property
    def values(self) -> tuple[int | str, ...]:
        """What its options stand for, in order."""
        return tuple(option.value for option in self.options)

    @property
    def highest(self) -> int:
        """The highest number of points among its options; 0 if they are words."""
        return max((option.value for option in self.options if isinstance(option.value, int)), default=0)

    def option(self, value: int | str) -> AnswerOption:
        """The option of this value. Raises KeyError if there is none."""
        for option in self.options:
            if option.value == value:
                return option
        raise KeyError(value)
