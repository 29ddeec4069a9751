"""What an instrument is made of besides its questions: where it is from, how it is scored, what is checked of it."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from app.definitions import Definition, Fault
from app.instruments.bands import Band, BandsBy, Row, check_bands
from app.instruments.item import Item, LinkId, Text
from app.instruments.methods import Count, Mark, MarksScoring, Mean, Rules, Scoring, Subscales, Sum, Unscored
from app.instruments.scorers import Scores, scorer_of

Ship: TypeAlias = Literal["core", "optional-default-on", "optional", "optional-privacy-gated", "conditional"]


class Loinc(Definition):
    """LOINC codes of the instrument and how far they were verified. Item codes stand with the items."""

    status: Text
    panel: str | None = None
    panel_parent: str | None = None
    total: str | None = None
    difficulty: str | None = None
    item: str | None = None
    result: str | None = None
    answer_list: str | None = None


class Instrument(Definition):
    """A published questionnaire: items, scoring, bands, and where they come from."""

    id: LinkId
    title: Text
    version: Text
    ship: Ship
    time_frame: Text
    licence: Text
    source: Text
    loinc: Loinc
    scoring: Scoring
    items: tuple[Item, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = ()
    stem: Text | None = None
    intro: Text | None = None
    shares_items: bool = False

    @model_validator(mode="after")
    def _check(self) -> "Instrument":
        ids = [item.link_id for item in self.items]
        for link_id in ids:
            if ids.count(link_id) > 1:
                raise Fault("items", f"linkId {link_id} stands twice")
        if isinstance(self.scoring, Sum) and self.scoring.max_missing >= len(self.scored_items):
            raise Fault("scoring.max_missing", "leaves no item to score")
        check_bands(self.bands, self.variants, 10.0 ** -getattr(self.scoring, "decimals", 0), self.highest)
        return self

    @property
    def is_optional(self) -> bool:
        """Whether a centre switches it on or off."""
        return self.ship.startswith("optional")

    @property
    def variants(self) -> AbstractSet[str | None]:
        """The variants of the bands: one without a name, several named ones, or none where nothing is banded."""
        if self.bands_by:
            return {*self.bands_by.use.values(), self.bands_by.otherwise}
        match self.scoring:
            case Rules() | MarksScoring() | Unscored():
                return set()
        return {None}

    @property
    def bands_by(self) -> BandsBy | None:
        """What chooses among the rows of bands; None where there is one for everybody."""
        return self.scoring.bands_by if isinstance(self.scoring, Sum) else None

    @cached_property
    def scored_items(self) -> tuple[Item, ...]:
        """The items that make the score, in order."""
        return tuple(item for item in self.items if item.scored)

    @cached_property
    def scored_ids(self) -> tuple[str, ...]:
        """Their linkIds."""
        return tuple(item.link_id for item in self.scored_items)

    @cached_property
    def rows(self) -> Mapping[str | None, Row]:
        """The rows of bands by variant: one of None, one for each that a person's answer may choose, or none."""
        return {key: Row(band for band in self.bands if band.variant == key) for key in self.variants}

    @cached_property
    def scorer(self) -> Scores:
        """What `score` says of somebody's answers, prepared once."""
        return scorer_of(self.id, self.scoring, self.items, self.rows)

    @property
    def highest(self) -> float | None:
        """The highest score possible, from the items themselves; None where there is no upper end or no score."""
        tops = [item.highest for item in self.scored_items]
        match self.scoring:
            case Sum():
                return sum(tops)
            case Mean():
                return max(tops)
            case Count(gate=gate):
                return len([item for item in self.scored_items if item.link_id != gate])
            case Subscales(subscales=subscales):
                return max(len(subscale.items) for subscale in subscales)
        return None


def marks_of(instrument: Instrument) -> tuple[Mark, ...]:
    """The marks an instrument can give, in the order of its definition; none for those that are scored otherwise."""
    return instrument.scoring.marks if isinstance(instrument.scoring, MarksScoring) else ()
