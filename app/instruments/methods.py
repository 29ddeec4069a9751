"""How an instrument is scored: the methods that a definition may name, each with what it needs to know."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from app.definitions import Definition
from app.instruments.bands import BandsBy
from app.instruments.item import LinkId, Text


class Sum(Definition):
    """Sum of the scored items. Up to `max_missing` are prorated; `zero_when` tells when an item does not apply."""

    method: Literal["sum"]
    max_missing: int = Field(default=0, ge=0)
    zero_when: dict[LinkId, Text] = Field(default_factory=dict)
    bands_by: BandsBy | None = None


class Mean(Definition):
    """Mean of the scored items, rounded half up to `decimals`; all are required."""

    method: Literal["mean"]
    decimals: int = Field(ge=0, le=3)


class Count(Definition):
    """Number of scored items answered yes (or above zero). `gate`: an item whose "no" alone makes the count zero."""

    method: Literal["count"]
    counts: Literal["yes", "above_zero"]
    gate: LinkId | None = None


class Subscale(Definition):
    """One substance of TAPS-2: its score key, its items, and the item that opens it."""

    id: LinkId
    title: Text
    gate: LinkId
    items: tuple[LinkId, ...]


class Subscales(Definition):
    """A count of "yes" per subscale."""

    method: Literal["subscales"]
    subscales: tuple[Subscale, ...]


class Number(Definition):
    """The number given to the only item."""

    method: Literal["number"]


class Rule(Definition):
    """A band and the condition that gives it."""

    band: Text
    when: Text


class Rules(Definition):
    """The first rule that holds names the band; the score is the number of "yes" among `counted`."""

    method: Literal["rules"]
    counted: tuple[LinkId, ...]
    rules: tuple[Rule, ...]


class Mark(Definition):
    """A remark about a single item, and the sentence that says it to staff."""

    id: Text
    mark: Text
    when: Text
    text: Text


class MarksScoring(Definition):
    """Item-level remarks; nothing is summed."""

    method: Literal["marks"]
    marks: tuple[Mark, ...]


class Unscored(Definition):
    """Items that are read one by one and never scored."""

    method: Literal["none"]


Scoring: TypeAlias = Annotated[
    Sum | Mean | Count | Subscales | Number | Rules | MarksScoring | Unscored, Field(discriminator="method")
]
