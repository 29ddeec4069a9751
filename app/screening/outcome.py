"""Everything that a set of answers means: the only object that pages, exports and the command line read."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from app.instruments import Answers, Complete, Incomplete, Marks, Score
from app.screening import interplay, risk
from app.screening.level import Level
from app.screening.reading import Reading
from app.screening.risk import Flag
from app.screening.rulebook import Pattern, Quadrant, Remark, Rulebook, rulebook


@dataclass(frozen=True)
class Outcome:
    """Scores, flags and profile of one set of answers, read as they stand: an unanswered item is unanswered."""

    answers: Answers
    scores: dict[str, Score]
    flags: tuple[Flag, ...]
    level: Level
    temporal: Pattern
    quadrant: Quadrant
    suggestion: interplay.Suggestion
    phase: str | None
    caveats: tuple[Remark, ...]
    extras: tuple[Remark, ...]

    def to_json(self) -> dict[str, Any]:
        """What `flask score` writes and what is kept with a screening: scores in points, bands, flags, level."""
        return {
            "scores": {key: _score_json(score) for key, score in self.scores.items()},
            "flags": [{"id": flag.id, "level": flag.level, "because": list(flag.because)} for flag in self.flags],
            "level": self.level,
            "temporal": self.temporal.id,
            "quadrant": self.quadrant.id,
        }


def judge(answers: Answers, modules: AbstractSet[str] = frozenset(), rules: Rulebook | None = None) -> Outcome:
    """Everything that answers mean as they are given, whatever the plan would have asked.

    Takes answers by linkId that `read_answers` has checked, and the ids of the modules that are on. Nothing is pending:
    what is missing is unanswered, and every fail-safe holds. Never raises for missing answers. Sources: the `source` of
    each instrument and of each rule in risk.toml, and the head of interplay.toml.
    """
    reading = Reading(rules or rulebook(), answers, modules)
    raised = risk.flags(reading)
    return Outcome(
        answers=answers,
        scores=reading.all_scores(),
        flags=raised,
        level=risk.level_of(raised),
        temporal=interplay.temporal(reading),
        quadrant=interplay.quadrant(reading),
        suggestion=interplay.suggest(reading),
        phase=interplay.phase(reading),
        caveats=interplay.caveats(reading),
        extras=interplay.extras(reading),
    )


def _score_json(score: Score) -> dict[str, Any]:
    match score:
        case Complete(score=value, band=band, prorated=prorated, missing=missing):
            return {"score": value, "band": band, "prorated": prorated, "missing": list(missing)}
        case Incomplete(missing=missing, min_score=least, band=band, counted=counted):
            known = {} if least is None else {"min_score": least}
            return {"score": counted, "band": band, "prorated": False, "missing": list(missing), **known}
        case Marks(marks=marks, missing=missing):
            return {"marks": list(marks), **({"missing": list(missing)} if missing else {})}
