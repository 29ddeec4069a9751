"""What is followed over time: scores by their published bands, and single answers by their own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import Complete, Incomplete, bands_for, catalogue
from app.instruments.bands import Band
from app.screening import Outcome
from app.staff.words.scores import highest_of, score_words, title_of

Strand = Literal["mood", "stress", "use"]

SCORES: Final[tuple[tuple[str, Strand], ...]] = (("phq9", "mood"), ("gad7", "stress"), ("gad2", "stress"))
ITEMS: Final[tuple[tuple[str, Strand, str], ...]] = (
    ("px_stress_now", "stress", N_("Stress in the past 2 weeks")),
    ("bam_8", "use", N_("Craving in the past 30 days")),
)
NO_SCORE: Final = N_("no score")
NO_ANSWER: Final = N_("no answer")


@dataclass(frozen=True)
class Interval:
    """One band, or one answer, of the fixed axis: its lowest and highest value, and its name."""

    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Measured:
    """What one screening says of a measure. `value` None: nothing that could be drawn; the words say why."""

    value: float | None
    words: str
    prorated: bool = False


@dataclass(frozen=True)
class Measure:
    """One thing that is followed. `own_words`: its intervals are answers of the form, which stay English."""

    key: str
    strand: Strand
    title: str
    highest: float
    intervals: tuple[Interval, ...]
    own_words: bool = False

    def read(self, outcome: Outcome) -> Measured:
        """What these answers say of it."""
        return _answer(self, outcome) if self.own_words else _score(self.key, outcome)

    def read_totals(self, totals: Mapping[str, int]) -> Measured:
        """What a sheet of earlier times says of it: the total as it was written, without a band."""
        if self.key not in totals:
            return Measured(None, _(NO_ANSWER if self.own_words else NO_SCORE))
        return Measured(totals[self.key], _("%(total)s, a total from paper", total=totals[self.key]))


def measures(outcomes: Sequence[Outcome], totals: Sequence[Mapping[str, int]] = ()) -> list[Measure]:
    """Whatever at least one screening or sheet has a value for: mood, then worry and stress, then craving and use."""
    every = [_of_score(key, strand, outcomes[-1]) for key, strand in SCORES]
    every += [_of_item(link_id, strand, title) for link_id, strand, title in ITEMS]
    every += [_of_score(key, "use", outcomes[-1]) for key in ("auditc", *catalogue().subscale_items)]
    return [one for one in every if _worth_drawing(one, outcomes) or any(one.key in said for said in totals)]


def _worth_drawing(one: Measure, outcomes: Sequence[Outcome]) -> bool:
    """A score of use that was never above 0, or one that another score holds already, is left out."""
    values = [value for outcome in outcomes if (value := one.read(outcome).value) is not None]
    if one.strand == "use" and not one.own_words:
        return any(values)
    if one.key == "gad2":
        return bool(values) and not all(isinstance(outcome.scores.get("gad7"), Complete) for outcome in outcomes)
    return bool(values)


def _of_score(key: str, strand: Strand, outcome: Outcome) -> Measure:
    highest = highest_of(key)
    bands = bands_for(catalogue().instrument_of_score(key), outcome.answers)
    intervals = tuple(_of_band(band, highest) for band in bands if band.min <= highest)
    return Measure(key, strand, title_of(key), highest, intervals)


def _of_band(band: Band, highest: float) -> Interval:
    return Interval(band.min, highest if band.max is None else min(highest, band.max), _(band.band))


def _of_item(link_id: str, strand: Strand, title: str) -> Measure:
    options = catalogue().item(link_id).options
    intervals = tuple(Interval(one.value, one.value, one.text) for one in options if isinstance(one.value, int))
    return Measure(link_id, strand, _(title), max(one.high for one in intervals), intervals, own_words=True)


def _score(key: str, outcome: Outcome) -> Measured:
    result = outcome.scores.get(key)
    words = score_words(key, result)
    match result:
        case Complete(score=value, prorated=prorated):
            return Measured(value, _("%(score)s, prorated", score=words) if prorated else str(words), prorated)
        case Incomplete() if words:
            return Measured(None, _("%(why)s (%(least)s)", why=_(NO_SCORE), least=words))
    return Measured(None, _(NO_SCORE))


def _answer(measure: Measure, outcome: Outcome) -> Measured:
    value = outcome.answers.get(measure.key)
    for interval in measure.intervals:
        if type(value) is int and interval.low == value:
            return Measured(interval.low, f"{value}: {interval.name}")
    return Measured(None, _(NO_ANSWER))
