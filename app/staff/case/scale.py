"""A thin scale of a score's bands with the score marked, as percentages of its width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.instruments import Instrument
from app.instruments.bands import Band

NARROW: Final = 0.04  # of the whole width: no room for a number


@dataclass(frozen=True)
class Segment:
    """One band: where it begins, how wide it is, its first score, and whether the score lies in it."""

    x: str
    width: str
    first: str
    here: bool
    labelled: bool


@dataclass(frozen=True)
class Scale:
    """Bands from left to right, and the middle of the score's own place."""

    segments: tuple[Segment, ...]
    mark: str
    last: str


def scale(bands: Sequence[Band], instrument: Instrument, highest: float, value: float) -> Scale | None:
    """A scale, or None where there are no bands by number."""
    if not bands:
        return None
    step = 10.0 ** -getattr(instrument.scoring, "decimals", 0)
    width = highest + step
    segments = tuple(_segment(band, step, highest, value) for band in bands if band.min <= highest)
    middle = (value + step / 2) / width
    return Scale(segments, _percent(middle), f"{highest:g}")


def _segment(band: Band, step: float, highest: float, value: float) -> Segment:
    top, width = min(highest if band.max is None else band.max, highest), highest + step
    share = (top + step - band.min) / width
    here = band.min <= value <= top
    return Segment(_percent(band.min / width), _percent(share), f"{band.min:g}", here, labelled=share > NARROW)


def _percent(part: float) -> str:
    return f"{100 * part:.2f}%"
