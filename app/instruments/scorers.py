"""How answers become results: one function for each method of scoring.

Each prepares what depends on the definition alone. The function that it gives back is then asked for one person's
answers after another's, and remembers none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from app.instruments.answer_scope import AnswerScope
from app.instruments.bands import BandsBy, Row
from app.instruments.conditions import compile_condition
from app.instruments.item import SKIP, Answer, Answers, Item
from app.instruments.methods import Count, MarksScoring, Mean, Number, Rules, Scoring, Subscales, Sum, Unscored
from app.instruments.results import INCOMPLETE, Complete, Incomplete, Marks, Score
from app.instruments.rounding import round_half_up
from app.instruments.truth import Test

Rows: TypeAlias = Mapping[str | None, Row]
Results: TypeAlias = Mapping[float, Complete]
Scorer: TypeAlias = Callable[[Answers], Score]
Scores: TypeAlias = Callable[[Answers], dict[str, Score]]


def scorer_of(id: str, method: Scoring, items: tuple[Item, ...], rows: Rows) -> Scores:
    """What scores the items of an instrument by its method and its rows of bands, as `scoring.score` says."""
    match method:
        case Unscored():
            return lambda answers: {}
        case Subscales():
            return _subscales(method, rows[None])
    link_ids, whole = _ids(items), _whole(method, items, rows)
    return lambda answers: {} if answers.keys().isdisjoint(link_ids) else {id: whole(answers)}


def _whole(method: Sum | Mean | Count | Number | Rules | MarksScoring, items: tuple[Item, ...], rows: Rows) -> Scorer:
    scored = tuple(item for item in items if item.scored)
    match method:
        case Sum(bands_by=BandsBy() as by):
            return _chosen(by, {variant: _sum(method, scored, row) for variant, row in rows.items()})
        case Sum():
            return _sum(method, scored, rows[None])
        case Mean():
            return _mean(method, scored, rows[None])
        case Count():
            return _count(method, scored, rows[None])
        case Number():
            return _number(items[0].link_id, rows[None])
        case Rules():
            return _rules(method, scored)
        case MarksScoring():
            return _marks(method, scored)


def _ids(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.link_id for item in items)


def _test(condition: str) -> Test:
    return compile_condition(condition).test


def _chosen(by: BandsBy, scorers: Mapping[str | None, Scorer]) -> Scorer:
    return lambda answers: scorers[by.variant(answers)](answers)


def _sum(method: Sum, scored: Sequence[Item], row: Row) -> Scorer:
    link_ids, added_up = _ids(scored), partial(_added_up, row, method.max_missing)
    if not method.zero_when:
        return added_up(link_ids)
    zero_when = [(link_id, _test(when)) for link_id, when in method.zero_when.items()]

    def score(answers: Answers) -> Score:
        scope = AnswerScope(answers)
        zero = [link_id for link_id, when in zero_when if when(scope).holds]
        applicable = tuple([link_id for link_id in link_ids if link_id not in zero]) if zero else link_ids
        return added_up(applicable)(answers)

    return score


def _added_up(results: Results, max_missing: int, link_ids: tuple[str, ...]) -> Scorer:
    def score(answers: Answers) -> Score:
        points: Iterable[Any] = map(answers.__getitem__, link_ids)
        try:
            total = sum(points)
        except (KeyError, TypeError):  # something is missing, or was skipped, which is no number
            return _prorated(results, max_missing, link_ids, answers)
        return results[total]

    return score


def _prorated(results: Results, max_missing: int, link_ids: tuple[str, ...], answers: Answers) -> Score:
    given = {link_id: points for link_id in link_ids if isinstance(points := answers.get(link_id), int)}
    missing = tuple(link_id for link_id in link_ids if link_id not in given)
    if len(missing) > max_missing:
        return Incomplete(missing)
    total = int(round_half_up(sum(given.values()) * len(link_ids), len(given)))
    return Complete(total, results[total].band, prorated=True, missing=missing)


def _mean(method: Mean, scored: Sequence[Item], row: Row) -> Scorer:
    highest = sum(item.highest for item in scored)
    means = {total: round_half_up(total, len(scored), method.decimals) for total in range(highest + 1)}
    results: Results = {total: Complete(mean, row.band_of(mean)) for total, mean in means.items()}
    return _added_up(results, 0, _ids(scored))


def _count(method: Count, scored: Sequence[Item], row: Row) -> Scorer:
    count = _tally(_ids(scored), row) if method.counts == "yes" else _above_zero(_ids(scored), row)
    return _gated(method.gate, count, row) if method.gate else count


def _gated(gate: str, opened: Scorer, row: Row) -> Scorer:
    closed, unknown = row[0], Incomplete((gate,))

    def score(answers: Answers) -> Score:
        given = answers.get(gate)
        if given == "yes":
            return opened(answers)
        return closed if given == "no" else unknown

    return score


def _above_zero(link_ids: tuple[str, ...], row: Row) -> Scorer:
    def score(answers: Answers) -> Score:
        given = [*map(answers.get, link_ids)]
        if missing := _missing(link_ids, given):
            return Incomplete(missing)
        return row[sum([points > 0 for points in given if isinstance(points, int)])]

    return score


def _tally(link_ids: tuple[str, ...], row: Row) -> Scorer:
    """A count can only rise: once it reaches the highest band, what is missing no longer matters for the band."""
    highest = row.bands[-1]

    def score(answers: Answers) -> Score:
        given = [*map(answers.get, link_ids)]
        count = given.count("yes")
        if missing := _missing(link_ids, given):
            return Incomplete(missing, count, highest.band if count >= highest.min else INCOMPLETE)
        return row[count]

    return score


def _missing(link_ids: tuple[str, ...], given: Sequence[Answer | None]) -> tuple[str, ...]:
    """Those that were not answered, or skipped, which is no answer."""
    if None not in given and SKIP not in given:
        return ()
    return tuple(link_id for link_id, answer in zip(link_ids, given, strict=True) if answer in (None, SKIP))


def _subscales(method: Subscales, row: Row) -> Scores:
    parts = [(one.id, one.items, _gated(one.gate, _tally(one.items, row), row)) for one in method.subscales]

    def score(answers: Answers) -> dict[str, Score]:
        given = answers.keys()
        return {id: part(answers) for id, link_ids, part in parts if not given.isdisjoint(link_ids)}

    return score


def _number(link_id: str, row: Row) -> Scorer:
    unknown = Incomplete((link_id,))

    def score(answers: Answers) -> Score:
        given = answers.get(link_id)
        return row[given] if isinstance(given, int) else unknown

    return score


def _rules(method: Rules, scored: Sequence[Item]) -> Scorer:
    counted, unanswered = method.counted, _unanswered(scored)
    counts = range(len(counted) + 1)
    rules = [(_test(rule.when), [Complete(count, rule.band) for count in counts]) for rule in method.rules]

    def score(answers: Answers) -> Score:
        scope = AnswerScope(answers)
        count, missing = [*map(answers.get, counted)].count("yes"), unanswered(scope)
        for when, results in rules:
            if when(scope).holds:
                return replace(results[count], missing=missing) if missing else results[count]
        return Incomplete(missing, counted=count)

    return score


def _marks(method: MarksScoring, scored: Sequence[Item]) -> Scorer:
    marks, unanswered = [(_test(mark.when), mark.mark) for mark in method.marks], _unanswered(scored)

    def score(answers: Answers) -> Score:
        scope = AnswerScope(answers)
        return Marks(tuple([mark for when, mark in marks if when(scope).holds]), unanswered(scope))

    return score


def _unanswered(scored: Sequence[Item]) -> Callable[[AnswerScope], tuple[str, ...]]:
    """Scored items without an answer, except those that the form itself does not ask for these answers."""
    link_ids = _ids(scored)
    asked_when = {item.link_id: _test(item.enable_when) for item in scored if item.enable_when}

    def unanswered(scope: AnswerScope) -> tuple[str, ...]:
        missing = _missing(link_ids, [*map(scope.answers.get, link_ids)])
        if not missing:
            return ()
        return tuple([one for one in missing if one not in asked_when or asked_when[one](scope).holds])

    return unanswered
