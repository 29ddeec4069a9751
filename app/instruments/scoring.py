"""Scoring: a result is either complete with its band, or says what is missing. Missing is never zero."""

from collections.abc import Iterable

from app.instruments.bands import Band
from app.instruments.item import Answers
from app.instruments.model import Instrument
from app.instruments.results import Score


def score(instrument: Instrument, answers: Answers) -> dict[str, Score]:
    """Score one instrument.

    Takes answers by linkId (an option's value, a number, `"skip"`); ignores answers of other instruments.
    Returns score key -> result; one key, the instrument's id, except for TAPS-2 (a key per substance) and for
    unscored instruments (none). A key is present when any of its items was answered or skipped. Never raises for
    missing answers. Source: the `source` line of each definition.
    """
    return instrument.scorer(answers)


def score_all(instruments: Iterable[Instrument], answers: Answers) -> dict[str, Score]:
    """Score key -> result of every instrument that has an answer; see `score`. Never raises for missing answers."""
    return {key: result for instrument in instruments for key, result in score(instrument, answers).items()}


def bands_for(instrument: Instrument, answers: Answers) -> tuple[Band, ...]:
    """The published bands that these answers are judged by, lowest first; none where nothing is banded by number."""
    variant = instrument.bands_by.variant(answers) if instrument.bands_by else None
    return instrument.rows[variant].bands if instrument.rows else ()
