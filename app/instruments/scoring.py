"""Scoring: a result is either complete with its band, or says what is missing. Missing is never zero."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.instruments.answer_scope import AnswerScope
from app.instruments.bands import Band
from app.instruments.conditions import compile_condition
from app.instruments.item import SKIP, Answer, Answers
from app.instruments.methods import (
    Count,
    MarksScoring,
    Mean,
    Number,
    Rules,
    Subscale,
    Subscales,
    Sum,
    Unscored,
)
from app.instruments.model import Instrument
from app.instruments.results import INCOMPLETE, Complete, Incomplete, Marks, Score


def score(instrument: Instrument, answers: Answers) -> dict[str, Score]:
    """Score one instrument.

    Takes answers by linkId (an option's value, a number, `"skip"`); ignores answers of other instruments.
    Returns score key -> result; one key, the instrument's id, except for TAPS-2 (a key per substance) and for
    unscored instruments (none). A key is present when any of its items was answered or skipped. Never raises for
    missing answers. Source: the `source` line of each definition.
    """
    if instrument.is_plain_sum and (total := _total(instrument.scored_ids, answers)) is not None:
        return {instrument.id: instrument.complete[None][total]}
    method = instrument.scoring
    if type(method) is Subscales:
        return _subscales(instrument, method, answers)
    if type(method) is Unscored or answers.keys().isdisjoint(instrument.link_ids):
        return {}
    return {instrument.id: _WHOLE[type(method)](instrument, method, answers)}


def score_all(instruments: Iterable[Instrument], answers: Answers) -> dict[str, Score]:
    """Score key -> result of every instrument that has an answer; see `score`. Never raises for missing answers."""
    return {key: result for instrument in instruments for key, result in score(instrument, answers).items()}


def round_half_up(total: int, count: int, decimals: int = 0) -> float:
    """`total / count`, neither below 0, rounded to so many decimals, halves up as on paper: Python makes 2.5 a 2.

    Exact: it divides whole numbers. Where it is used: the prorated sums (docs/instruments/phq9.md), the mean of PEG.
    """
    finest: int = 10**decimals
    return (2 * total * finest + count) // (2 * count) / finest


def _sum(instrument: Instrument, method: Sum, answers: Answers) -> Score:
    applicable = _applicable(instrument, method, answers)
    whole = _total(applicable, answers)
    if whole is not None:
        return _complete(instrument, whole, answers)
    given = _numbers(applicable, answers)
    missing = _without(given, applicable)
    if len(missing) > method.max_missing:
        return Incomplete(missing)
    total = int(round_half_up(sum(given.values()) * len(applicable), len(given)))
    return Complete(total, band_of(instrument, total, answers), prorated=True, missing=missing)


def _total(link_ids: tuple[str, ...], answers: Answers) -> int | None:
    """The sum where nothing is missing, as with nearly everybody; a skipped question is no number."""
    points: Iterable[Any] = map(answers.__getitem__, link_ids)
    try:
        return int(sum(points))
    except (KeyError, TypeError):
        return None


def _applicable(instrument: Instrument, method: Sum, answers: Answers) -> tuple[str, ...]:
    if not method.zero_when:
        return instrument.scored_ids
    scope = AnswerScope(answers)
    zero = [link_id for link_id, when in method.zero_when.items() if _holds(when, scope)]
    return tuple([link_id for link_id in instrument.scored_ids if link_id not in zero])


def _holds(condition: str, scope: AnswerScope) -> bool:
    return compile_condition(condition).test(scope).holds


def _complete(instrument: Instrument, points: int, answers: Answers) -> Complete:
    known = instrument.complete[_variant(instrument, answers)].get(points)
    return known or Complete(points, band_of(instrument, points, answers))


def _numbers(link_ids: Iterable[str], answers: Answers) -> dict[str, int]:
    return {link_id: points for link_id in link_ids if isinstance(points := answers.get(link_id), int)}


def _without(points: Mapping[str, int], link_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(link_id for link_id in link_ids if link_id not in points)


def _mean(instrument: Instrument, method: Mean, answers: Answers) -> Score:
    link_ids = instrument.scored_ids
    total = _total(link_ids, answers)
    if total is None:
        return Incomplete(_without(_numbers(link_ids, answers), link_ids))
    mean = round_half_up(total, len(link_ids), method.decimals)
    return Complete(mean, band_of(instrument, mean, answers))


def _count(instrument: Instrument, method: Count, answers: Answers) -> Score:
    if method.gate and answers.get(method.gate) != "yes":
        return _gated(instrument, method.gate, answers)
    if method.counts == "yes":
        return _tally(instrument, instrument.scored_ids, answers)
    return _above_zero(instrument, instrument.scored_ids, answers)


def _gated(instrument: Instrument, gate: str, answers: Answers) -> Score:
    return _complete(instrument, 0, answers) if answers.get(gate) == "no" else Incomplete((gate,))


def _above_zero(instrument: Instrument, link_ids: tuple[str, ...], answers: Answers) -> Score:
    given = _given(link_ids, answers)
    if missing := _missing(link_ids, given):
        return Incomplete(missing)
    return _complete(instrument, sum([points > 0 for points in given if isinstance(points, int)]), answers)


def _given(link_ids: Iterable[str], answers: Answers) -> list[Answer | None]:
    return [*map(answers.get, link_ids)]


def _missing(link_ids: tuple[str, ...], given: list[Answer | None]) -> tuple[str, ...]:
    """Those that were not answered, or skipped, which is no answer."""
    if None not in given and SKIP not in given:
        return ()
    return tuple(link_id for link_id, answer in zip(link_ids, given, strict=True) if answer in (None, SKIP))


def _tally(instrument: Instrument, link_ids: tuple[str, ...], answers: Answers) -> Score:
    """A count can only rise: once it reaches the highest band, what is missing no longer matters for the band."""
    given = _given(link_ids, answers)
    count, missing = given.count("yes"), _missing(link_ids, given)
    if not missing:
        return _complete(instrument, count, answers)
    reached = count >= instrument.bands[-1].min
    return Incomplete(missing, count, instrument.bands[-1].band if reached else INCOMPLETE)


def _subscales(instrument: Instrument, method: Subscales, answers: Answers) -> dict[str, Score]:
    given = answers.keys()
    return {
        subscale.id: _subscale(instrument, subscale, answers)
        for subscale in method.subscales
        if not given.isdisjoint(subscale.items)
    }


def _subscale(instrument: Instrument, subscale: Subscale, answers: Answers) -> Score:
    if answers.get(subscale.gate) != "yes":
        return _gated(instrument, subscale.gate, answers)
    return _tally(instrument, subscale.items, answers)


def _number(instrument: Instrument, method: Number, answers: Answers) -> Score:
    link_id = instrument.items[0].link_id
    given = answers.get(link_id)
    return _complete(instrument, given, answers) if isinstance(given, int) else Incomplete((link_id,))


def _rules(instrument: Instrument, method: Rules, answers: Answers) -> Score:
    scope = AnswerScope(answers)
    count = _given(method.counted, answers).count("yes")
    missing = _unanswered(instrument, scope)
    for rule in method.rules:
        if _holds(rule.when, scope):
            return Complete(count, rule.band, missing=missing)
    return Incomplete(missing, counted=count)


def _marks(instrument: Instrument, method: MarksScoring, answers: Answers) -> Score:
    scope = AnswerScope(answers)
    marks = tuple([mark.mark for mark in method.marks if _holds(mark.when, scope)])
    return Marks(marks, _unanswered(instrument, scope))


def _unanswered(instrument: Instrument, scope: AnswerScope) -> tuple[str, ...]:
    """Scored items without an answer, except those that the form itself does not ask for these answers."""
    missing = _missing(instrument.scored_ids, _given(instrument.scored_ids, scope.answers))
    if not missing:
        return ()
    return tuple(
        item.link_id
        for item in instrument.scored_items
        if item.link_id in missing and (item.enable_when is None or _holds(item.enable_when, scope))
    )


# By type and not by `match`, which asks pydantic of each class in turn and so takes longer than the scoring itself.
_WHOLE: Mapping[type, Callable[[Instrument, Any, Answers], Score]] = {
    Sum: _sum,
    Mean: _mean,
    Count: _count,
    Number: _number,
    Rules: _rules,
    MarksScoring: _marks,
}


def band_of(instrument: Instrument, value: float, answers: Answers) -> str:
    """The name of the published band that holds a score, from 0 to the highest of its instrument.

    Where sexes have bands of their own (AUDIT-C), the answer named in the definition chooses. Raises ValueError for a
    score outside all bands.
    """
    variant = _variant(instrument, answers)
    for band in instrument.bands:
        if band.variant == variant and band.min <= value and (band.max is None or value <= band.max):
            return band.band
    raise ValueError(f"{instrument.id} has no band for {value}")


def bands_for(instrument: Instrument, answers: Answers) -> tuple[Band, ...]:
    """The published bands that these answers are judged by, lowest first; none where nothing is banded by number."""
    variant = _variant(instrument, answers)
    return tuple(band for band in instrument.bands if band.variant == variant)


def _variant(instrument: Instrument, answers: Answers) -> str | None:
    if (chosen := instrument.bands_by) is None:
        return None
    return chosen.use.get(str(AnswerScope(answers).answer(chosen.item)), chosen.otherwise)
