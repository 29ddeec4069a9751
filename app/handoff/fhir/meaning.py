"""What the answers mean, as resources say it: worked out of them, or taken from a report that did so."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.instruments import SKIP, Answers, Score
from app.screening import Level, Outcome, judge, rulebook


@dataclass(frozen=True)
class Raised:
    """A risk flag."""

    id: str
    level: Level
    reason: str


@dataclass(frozen=True)
class Meaning:
    """Scores, flags and level. `held`: the level at the centre. `refused`: questions that somebody would not answer.

    `track`: the care that the rules suggest first, in words; `reasons`: why, and what is settled before.
    """

    scores: Mapping[str, Score]
    flags: tuple[Raised, ...]
    level: Level
    held: Level
    track: str
    reasons: tuple[str, ...]
    refused: frozenset[str]


def meaning_of(answers: Answers, modules: frozenset[str]) -> Meaning:
    """What answers mean by the rules in force."""
    outcome = judge(answers, modules)
    return Meaning(
        scores=outcome.scores,
        flags=tuple(Raised(flag.id, flag.level, flag.reason) for flag in outcome.flags),
        level=outcome.level,
        held=outcome.level,
        track=rulebook().interplay.tracks[outcome.suggestion.track],
        reasons=_reasons(outcome),
        refused=frozenset(link_id for link_id, answer in answers.items() if answer == SKIP),
    )


def _reasons(outcome: Outcome) -> tuple[str, ...]:
    suggestion = outcome.suggestion
    return (*(reason.because for reason in suggestion.reasons), *(remark.text for remark in suggestion.first))
