"""Bands: the names that a published scoring gives to ranges of scores."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from math import ceil, floor

from pydantic import Field, model_validator

from app.definitions import Definition, Fault
from app.instruments.item import SKIP, Answers, LinkId
from app.instruments.results import Complete

ROUND = 6  # decimals that tell two scores apart; the finest published score has one


class Band(Definition):
    """A named range of scores, both ends included. `max` None: no upper end. `for` names the variant it belongs to."""

    band: str = Field(min_length=1)
    min: float
    max: float | None = None
    variant: str | None = Field(default=None, alias="for")

    @model_validator(mode="after")
    def _check(self) -> "Band":
        if self.max is not None and self.max < self.min:
            raise Fault("max", f"the band {self.band!r} ends before it begins")
        return self


class BandsBy(Definition):
    """Which variant of the bands an answer selects (AUDIT-C: drinking limits for women or men)."""

    item: LinkId
    use: dict[str, str]
    otherwise: str

    def variant(self, answers: Answers) -> str:
        """The variant that these answers select; `otherwise` where the item was skipped or not answered."""
        given = answers.get(self.item, SKIP)
        return self.otherwise if given == SKIP else self.use.get(str(given), self.otherwise)


class Row(dict[float, Complete]):
    """One row of bands, lowest first: by its points, the result of a score with nothing missing.

    Every whole number of points in a band that ends stands in it from the start; the result of any other score is made
    when it is asked for. Raises ValueError for a score outside all bands.
    """

    def __init__(self, bands: Iterable[Band]) -> None:
        self.bands = tuple(bands)
        ending = [(band.min, band.max) for band in self.bands if band.max is not None]
        super().__init__({points: self[points] for low, high in ending for points in range(ceil(low), floor(high) + 1)})

    def __missing__(self, score: float) -> Complete:
        return Complete(score, self.band_of(score))

    def band_of(self, score: float) -> str:
        """The name of the band that holds a score. Raises ValueError if none does."""
        for band in self.bands:
            if band.min <= score and (band.max is None or score <= band.max):
                return band.band
        raise ValueError(f"no band for {score}")


def check_bands(bands: Collection[Band], variants: Collection[str | None], step: float, highest: float | None) -> None:
    """Every score from 0 to `highest`, in steps of `step`, must lie in exactly one band of each variant.

    Raises Fault with the key `bands`.
    """
    if {band.variant for band in bands} != set(variants):
        wanted = ", ".join(sorted(variant or "all scores" for variant in variants)) or "nothing"
        raise Fault("bands", f"must be given for {wanted}, and for nothing else")
    for variant in variants:
        _check_row([band for band in bands if band.variant == variant], step, highest)


def _check_row(row: Sequence[Band], step: float, highest: float | None) -> None:
    for lower, upper in itertools.pairwise(row):
        distance = None if lower.max is None else round(upper.min - lower.max, ROUND)
        if distance is None or distance < round(step, ROUND):
            raise Fault("bands", f"{lower.band!r} and {upper.band!r} overlap")
        if distance > round(step, ROUND):
            raise Fault("bands", f"{lower.band!r} and {upper.band!r} leave a gap")
    if row[0].min != 0:
        raise Fault("bands", f"begin at {row[0].min:g}, not at 0")
    if highest is not None and row[-1].max != highest:
        raise Fault("bands", f"end at {row[-1].max}, the highest score is {highest:g}")
