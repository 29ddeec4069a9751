"""A thin scale of a score's bands with the score marked, as percentages of its width."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.instruments import Instrument
from app.instruments.bands import Band


@dataclass(frozen=True)
class Segment:
    """One band: where it begins, how wide it is, its first score, and whether the score lies in it."""

    x: str
    width: str
    first: str
    here: bool


@dataclass(frozen=True)
class Scale:
    """Bands from left to right, and the middle of the score's own place."""

    segments: tuple[Segment, ...]
    mark: str
    mark_left: str
    mark_right: str
    last: str


def scale(bands: Sequence[Band], instrument: Instrument, highest: float, value: float) -> Scale | None:
    """A scale, or None where there are no bands by number."""
    if not bands:
        return None
    step = 10.0 ** -getattr(instrument.scoring, "decimals", 0)
    width = highest + step
    segments = tuple(_segment(band, step, highest, value) for band in bands if band.min <= highest)
    middle = (value + step / 2) / width
    return Scale(segments, _percent(middle), _percent(middle - 0.015), _percent(middle + 0.015), f"{highest:g}")


def _segment(band: Band, step: float, highest: float, value: float) -> Segment:
    top, width = min(highest if band.max is None else band.max, highest), highest + step
    here = band.min <= value <= top
    return Segment(_percent(band.min / width), _percent((top + step - band.min) / width), f"{band.min:g}", here)


def _percent(part: float) -> str:
    return f"{100 * part:.2f}%"
