"""Scoring: a result is either complete with its band, or says what is missing. Missing is never zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from app.instruments.answer_scope import AnswerScope
from app.instruments.bands import Band
from app.instruments.conditions import compile_condition
from app.instruments.item import SKIP, Answers
from app.instruments.model import Count, Instrument, MarksScoring, Mean, Number, Rules, Subscale, Subscales, Sum

INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Complete:
    """A score with its band. `missing` is not empty only where the published rule decides in spite of it."""

    score: int | float
    band: str
    prorated: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Incomplete:
    """No score: the items that are missing and, where the instrument defines it, the least the score can become.

    `band` is "incomplete" unless the least score already reaches the highest band. `counted` is the number of "yes" so
    far where the published form reports it (ASQ).
    """

    missing: tuple[str, ...]
    min_score: int | None = None
    band: str = INCOMPLETE
    counted: int | None = None


@dataclass(frozen=True)
class Marks:
    """Item-level remarks of an instrument that is never summed."""

    marks: tuple[str, ...]
    missing: tuple[str, ...] = ()


Score: TypeAlias = Complete | Incomplete | Marks


def score(instrument: Instrument, answers: Answers) -> dict[str, Score]:
    """Score one instrument.

    Takes answers by linkId (an option's value, a number, `"skip"`); ignores answers of other instruments.
    Returns score key -> result; one key, the instrument's id, except for TAPS-2 (a key per substance) and for
    unscored instruments (none). A key is present when any of its items was answered or skipped. Never raises for
    missing answers. Source: the `source` line of each definition.
    """
    if instrument.is_plain_sum and (total := _total(instrument.scored_ids, answers)) is not None:
        return {instrument.id: _complete(total, instrument.band_of_points[None, total])}
    scope = AnswerScope(answers)
    if isinstance(instrument.scoring, Subscales):
        return {
            subscale.id: _subscale(instrument, subscale, scope)
            for subscale in instrument.scoring.subscales
            if any(map(answers.__contains__, subscale.items))
        }
    if not any(map(answers.__contains__, instrument.link_ids)):
        return {}
    result = _whole(instrument, scope)
    return {instrument.id: result} if result else {}


def _whole(instrument: Instrument, scope: AnswerScope) -> Score | None:
    """The one score of an instrument, by its own method; None where its items are read one by one."""
    match instrument.scoring:
        case Sum() as method:
            return _sum(instrument, method, scope)
        case Mean() as method:
            return _mean(instrument, method, scope)
        case Count() as method:
            return _count(instrument, method, scope)
        case Number():
            return _number(instrument, scope)
        case Rules() as method:
            return _rules(instrument, method, scope)
        case MarksScoring() as method:
            return _marks(instrument, method, scope)
    return None


def score_all(instruments: Iterable[Instrument], answers: Answers) -> dict[str, Score]:
    """Score key -> result of every instrument that has an answer; see `score`. Never raises for missing answers."""
    return {key: result for instrument in instruments for key, result in score(instrument, answers).items()}


def round_half_up(value: Decimal, decimals: int = 0) -> Decimal:
    """Round to so many decimals, halves up as on paper: Python alone would make 2.5 a 2.

    Where it is used: the prorated sums (docs/instruments/phq9.md) and the mean of PEG.
    """
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _sum(instrument: Instrument, method: Sum, scope: AnswerScope) -> Score:
    applicable = _applicable(instrument, method, scope)
    whole = _total(applicable, scope.answers)
    if whole is not None:
        return _complete(whole, band_of(instrument, whole, scope))
    given = _numbers(applicable, scope)
    missing = tuple(link_id for link_id in applicable if link_id not in given)
    if len(missing) > method.max_missing:
        return Incomplete(missing)
    total = int(round_half_up(Decimal(sum(given.values()) * len(applicable)) / len(given)))
    return Complete(total, band_of(instrument, total, scope), prorated=True, missing=missing)


def _total(link_ids: tuple[str, ...], answers: Answers) -> int | None:
    """The sum where nothing is missing, as with nearly everybody; a skipped question is no number."""
    points: Iterable[Any] = map(answers.__getitem__, link_ids)
    try:
        return int(sum(points))
    except (KeyError, TypeError):
        return None


def _applicable(instrument: Instrument, method: Sum, scope: AnswerScope) -> tuple[str, ...]:
    if not method.zero_when:
        return instrument.scored_ids
    return tuple(link_id for link_id in instrument.scored_ids if not _is_zero(method.zero_when, link_id, scope))


@lru_cache(
    maxsize=1024, typed=True
)  # what is complete and holds no remark is the same for everyone; 2 points are not 2.0
def _complete(points: float, band: str) -> Complete:
    return Complete(points, band)


def _is_zero(zero_when: Mapping[str, str], link_id: str, scope: AnswerScope) -> bool:
    return link_id in zero_when and compile_condition(zero_when[link_id])(scope).holds


def _numbers(link_ids: Iterable[str], scope: AnswerScope) -> dict[str, int]:
    answers = scope.answers
    return {link_id: points for link_id in link_ids if isinstance(points := answers.get(link_id), int)}


def _mean(instrument: Instrument, method: Mean, scope: AnswerScope) -> Score:
    link_ids = instrument.scored_ids
    given = _numbers(link_ids, scope)
    if len(given) < len(link_ids):
        return Incomplete(tuple(link_id for link_id in link_ids if link_id not in given))
    mean = float(round_half_up(Decimal(sum(given.values())) / len(given), method.decimals))
    return _complete(mean, band_of(instrument, mean, scope))


def _count(instrument: Instrument, method: Count, scope: AnswerScope) -> Score:
    if method.gate and scope.answer(method.gate) != "yes":
        return _gated(instrument, method.gate, scope)
    link_ids = instrument.scored_ids
    missing = _missing(link_ids, scope)
    if method.counts == "above_zero":
        positive = sum(number > 0 for number in _numbers(link_ids, scope).values())
        return Incomplete(missing) if missing else _complete(positive, band_of(instrument, positive, scope))
    return _tally(instrument, _yes(link_ids, scope), missing, scope)


def _gated(instrument: Instrument, gate: str, scope: AnswerScope) -> Score:
    return _complete(0, band_of(instrument, 0, scope)) if scope.answer(gate) == "no" else Incomplete((gate,))


def _yes(link_ids: Iterable[str], scope: AnswerScope) -> int:
    return [*map(scope.answers.get, link_ids)].count("yes")


def _missing(link_ids: Iterable[str], scope: AnswerScope) -> tuple[str, ...]:
    given = [*map(scope.answers.get, link_ids)]
    if None not in given and SKIP not in given:
        return ()
    return tuple(link_id for link_id in link_ids if scope.answer(link_id) is None)


def _tally(instrument: Instrument, count: int, missing: tuple[str, ...], scope: AnswerScope) -> Score:
    """A count can only rise: once it reaches the highest band, what is missing no longer matters for the band."""
    if not missing:
        return _complete(count, band_of(instrument, count, scope))
    reached = count >= instrument.bands[-1].min
    return Incomplete(missing, count, instrument.bands[-1].band if reached else INCOMPLETE)


def _subscale(instrument: Instrument, subscale: Subscale, scope: AnswerScope) -> Score:
    if scope.answer(subscale.gate) != "yes":
        return _gated(instrument, subscale.gate, scope)
    return _tally(instrument, _yes(subscale.items, scope), _missing(subscale.items, scope), scope)


def _number(instrument: Instrument, scope: AnswerScope) -> Score:
    link_id = instrument.items[0].link_id
    given = scope.answer(link_id)
    return _complete(given, band_of(instrument, given, scope)) if isinstance(given, int) else Incomplete((link_id,))


def _rules(instrument: Instrument, method: Rules, scope: AnswerScope) -> Score:
    count = _yes(method.counted, scope)
    missing = _unanswered(instrument, scope)
    for rule in method.rules:
        if compile_condition(rule.when)(scope).holds:
            return Complete(count, rule.band, missing=missing)
    return Incomplete(missing, counted=count)


def _marks(instrument: Instrument, method: MarksScoring, scope: AnswerScope) -> Score:
    marks = tuple(mark.mark for mark in method.marks if compile_condition(mark.when)(scope).holds)
    return Marks(marks, _unanswered(instrument, scope))


def _unanswered(instrument: Instrument, scope: AnswerScope) -> tuple[str, ...]:
    """Scored items without an answer, except those that the form itself does not ask for these answers."""
    missing = _missing(instrument.scored_ids, scope)
    return tuple(
        item.link_id
        for item in (instrument.scored_items if missing else ())
        if item.link_id in missing and (item.enable_when is None or compile_condition(item.enable_when)(scope).holds)
    )


def band_of(instrument: Instrument, value: float, scope: AnswerScope) -> str:
    """The name of the published band that holds a score, from 0 to the highest of its instrument.

    Where sexes have bands of their own (AUDIT-C), the answer named in the definition chooses. Raises ValueError for a
    score outside all bands.
    """
    variant = _variant(instrument, scope)
    if known := instrument.band_of_points.get((variant, value)):
        return known
    for band in instrument.bands:
        if band.variant == variant and band.min <= value and (band.max is None or value <= band.max):
            return band.band
    raise ValueError(f"{instrument.id} has no band for {value}")


def bands_for(instrument: Instrument, answers: Answers) -> tuple[Band, ...]:
    """The published bands that these answers are judged by, lowest first; none where nothing is banded by number."""
    variant = _variant(instrument, AnswerScope(answers))
    return tuple(band for band in instrument.bands if band.variant == variant)


def _variant(instrument: Instrument, scope: AnswerScope) -> str | None:
    if not isinstance(instrument.scoring, Sum) or instrument.scoring.bands_by is None:
        return None
    chosen = instrument.scoring.bands_by
    return chosen.use.get(str(scope.answer(chosen.item)), chosen.otherwise)
