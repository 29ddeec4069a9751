"""The report: what one screening says, as one object that every page and file is made from.

It holds what the outcome holds and adds no reading of its own. All three strands are always in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.handoff.strands import NEVER_WITHOUT, STRANDS, Strand
from app.instruments import SKIP, Answer, Score, catalogue
from app.intake.case.review import Case
from app.intake.case.versions import Version
from app.intake.draft_state import Mode
from app.screening import Flag, Level, Outcome, plan
from app.screening.interplay import Suggestion
from app.screening.rulebook import Pattern, Quadrant, Remark

State = Literal["given", "skipped", "unanswered", "not_asked"]
What = Literal["report", "answers"]  # how much is handed off: without single answers, or with each of them


@dataclass(frozen=True)
class About:
    """Of whom and when it is. What tells who they are is None once it was taken out; `year` is always there."""

    reference: str | None
    name: str | None
    centre: str | None
    at: datetime | None
    year: int
    mode: Mode
    version: int
    drill: bool


@dataclass(frozen=True)
class AnswerLine:
    """One question and what was said: the stored value, or why there is none."""

    link_id: str
    state: State
    value: Answer | None


@dataclass(frozen=True)
class ScoreLine:
    """One score as it was worked out, how many of its questions were answered, and the state of those that were not."""

    key: str
    result: Score
    answered: int
    asked_of: int
    missing: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class StrandLines:
    """One strand with its scores; none where too little was answered."""

    strand: Strand
    scores: tuple[ScoreLine, ...]


@dataclass(frozen=True)
class FlagLine:
    """A flag. `standing`: it holds for the answers as they are now; else an earlier answer raised it."""

    id: str
    level: Level
    reason: str
    standing: bool


@dataclass(frozen=True)
class Report:
    """Everything. `level`: of the answers as they stand. `held`: the one that the screening has at the centre.

    `answers` is None where single answers are not part of what is handed off.
    """

    about: About
    level: Level
    held: Level
    strands: tuple[StrandLines, ...]
    flags: tuple[FlagLine, ...]
    temporal: Pattern
    quadrant: Quadrant
    suggestion: Suggestion
    phase: str | None
    caveats: tuple[Remark, ...]
    extras: tuple[Remark, ...]
    answers: tuple[AnswerLine, ...] | None
    same_definitions: bool


def report_of(case: Case, *, centre: str, what: What = "answers", name: str = "") -> Report:
    """The report of a screening as it was last handed over. `centre`: what the centre is called.

    `name`: of the person, where it is known better than from how they may be reached.
    """
    outcome, latest = case.outcome, case.latest
    return Report(
        about=_about(case, centre, name),
        level=outcome.level,
        held=case.level,
        strands=tuple(_strands(outcome, latest)),
        flags=(*_standing(outcome.flags), *_earlier(case)),
        temporal=outcome.temporal,
        quadrant=outcome.quadrant,
        suggestion=outcome.suggestion,
        phase=outcome.phase,
        caveats=outcome.caveats,
        extras=outcome.extras,
        answers=tuple(_answers(latest)) if what == "answers" else None,
        same_definitions=latest.same_definitions,
    )


def _about(case: Case, centre: str, name: str) -> About:
    latest = case.latest
    return About(
        reference=case.reference,
        name=name or latest.contact.get("contact_name") or latest.contact.get("contact_alias") or None,
        centre=centre,
        at=latest.at,
        year=latest.at.year,
        mode=latest.mode,
        version=latest.number,
        drill=case.drill,
    )


def _strands(outcome: Outcome, latest: Version) -> Iterator[StrandLines]:
    for strand in STRANDS:
        keys = [key for name in strand.instruments for key in outcome.scores if _instrument_of(key) == name]
        if keys or strand.key in NEVER_WITHOUT:
            yield StrandLines(strand, tuple(_score(key, outcome, latest) for key in keys))


def _instrument_of(key: str) -> str:
    return catalogue().instrument_of_score(key).id


def _score(key: str, outcome: Outcome, latest: Version) -> ScoreLine:
    items, result = catalogue().scored_items(key), outcome.scores[key]
    return ScoreLine(
        key=key,
        result=result,
        answered=sum(_line(link_id, latest).state == "given" for link_id in items),
        asked_of=len(items),
        missing=tuple(_line(link_id, latest) for link_id in result.missing),
    )


def _line(link_id: str, latest: Version) -> AnswerLine:
    """What counts of an answer: one that is no longer on the path counts as little as one that was never asked for."""
    answer = latest.answers.get(link_id) if link_id in latest.counted else None
    if answer is None:
        return AnswerLine(link_id, "unanswered" if link_id in latest.asked else "not_asked", None)
    return AnswerLine(link_id, "skipped", None) if answer == SKIP else AnswerLine(link_id, "given", answer)


def _answers(latest: Version) -> Iterator[AnswerLine]:
    """Every question that was asked or answered and counts, in the order of the plan."""
    for step in plan().steps:
        for planned in step.items:
            line = _line(planned.item.link_id, latest)
            if line.state != "not_asked":
                yield line


def _standing(flags: tuple[Flag, ...]) -> Iterator[FlagLine]:
    return (FlagLine(flag.id, flag.level, flag.reason, standing=True) for flag in flags)


def _earlier(case: Case) -> Iterator[FlagLine]:
    """A changed answer takes no flag back, so whoever reads on has to know of it."""
    standing = {flag.id for flag in case.outcome.flags}
    gone = {event.flag: event for event in case.events if event.flag not in standing}
    for event in sorted(gone.values(), key=lambda event: event.level.rank):
        yield FlagLine(event.flag, event.level, event.reason, standing=False)
