"""The report as rows: one fact each, in codes that mean the same everywhere, with English words beside them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from app.handoff.report import AnswerLine, Report, ScoreLine, StrandLines
from app.instruments import Answer, Complete, Incomplete, Marks, Score, answer_text, catalogue
from app.instruments.methods import Subscales
from app.instruments.results import INCOMPLETE
from app.screening import rulebook

Value = str | int | float

ABOUT: Final = {
    "name": "Name",
    "reference": "Reference",
    "center": "Center",
    "handed_over": "When the answers were handed over",
    "year": "Year in which they were",
    "mode": "How they were answered",
    "version": "Version of the answers",
    "level": "Level by the answers",
    "level_held": "Level at the center",
    "rules": "Worked out by the wording and rules in force then",
}
STATES: Final = {
    "score": "complete | prorated | incomplete | marks | no_score",
    "flag": "holds | held_before",
    "answer": "given | skipped | unanswered | not_asked",
}


class Row(NamedTuple):
    """One fact. `state`: of a score or an answer, how far it is known; of a flag, if it still holds."""

    section: str
    strand: str
    id: str
    words: str
    value: Value
    meaning: str
    state: str
    missing: str


def rows_of(report: Report) -> Iterator[Row]:
    """Every fact of a report."""
    yield from _about(report)
    for lines in report.strands:
        yield from _strand(lines)
    for flag in report.flags:
        yield row("flag", flag.id, flag.reason, value=flag.level, state="holds" if flag.standing else "held_before")
    yield from _profile(report)
    for line in report.answers or ():
        yield _answer(line)


def row(
    section: str, name: str, words: str, *, strand: str = "", value: Value = "", meaning: str = "", state: str = ""
) -> Row:
    """One fact of which nothing is missing."""
    return Row(section, strand, name, words, value, meaning, state, "")


def _about(report: Report) -> Iterator[Row]:
    about = report.about
    facts: dict[str, Value | None] = {
        "name": about.name,
        "reference": about.reference,
        "center": about.centre,
        "handed_over": about.at.isoformat() if about.at else None,
        "year": about.year,
        "mode": about.mode,
        "version": about.version,
        "level": report.level,
        "level_held": report.held,
        "rules": "yes" if report.same_definitions else "no",
    }
    for name, value in facts.items():
        if value is not None:
            yield row("about", name, ABOUT[name], value=value)


def _strand(lines: StrandLines) -> Iterator[Row]:
    for score in lines.scores:
        yield _score(lines.strand.key, score)
    if not lines.scores:
        yield row("score", lines.strand.key, lines.strand.word, strand=lines.strand.key, state="no_score")


def _score(strand: str, line: ScoreLine) -> Row:
    missing = " ".join(f"{one.link_id}:{one.state}" for one in line.missing)
    value, meaning, state = _result(line.result)
    return Row("score", strand, line.key, title_of(line.key), value, meaning, state, missing)


def _result(result: Score) -> tuple[Value, str, str]:
    """Its number, its band and how far it is known. Where there is no number there is none, and never a zero."""
    match result:
        case Complete(score=score, band=band, prorated=prorated):
            return score, band, "prorated" if prorated else "complete"
        case Incomplete(min_score=least, band=band, counted=counted):
            known = "" if least is None else f"at least {least}"
            return counted if counted is not None else known, "" if band == INCOMPLETE else band, INCOMPLETE
        case Marks(marks=marks):
            return "", ", ".join(marks), "marks"


def title_of(key: str) -> str:
    """The instrument's title; of a substance of TAPS-2 with the substance."""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Subscales):
        part = next(part.title for part in instrument.scoring.subscales if part.id == key)
        return f"{instrument.title}: {part}"
    return instrument.title


def _profile(report: Report) -> Iterator[Row]:
    yield row("profile", "temporal", report.temporal.sentence, value=report.temporal.id)
    yield row("profile", "quadrant", report.quadrant.because, value=report.quadrant.id, meaning=report.quadrant.track)
    yield row("profile", "track", rulebook().interplay.tracks[report.suggestion.track], value=report.suggestion.track)
    for reason in report.suggestion.reasons:
        yield row("profile", "reason", reason.because, value=reason.id)
    for remark in report.suggestion.first:
        yield row("profile", "settle_first", remark.text, value=remark.id)
    if report.phase:
        yield row("profile", "phase", report.phase)
    for remark in report.caveats:
        yield row("caveat", remark.id, remark.text)
    for remark in report.extras:
        yield row("extra", remark.id, remark.text)


def _answer(line: AnswerLine) -> Row:
    item = catalogue().item(line.link_id)
    if line.value is None:
        return row("answer", line.link_id, item.text, state=line.state)
    meaning = answer_text(item, line.value)
    return row("answer", line.link_id, item.text, value=_value(line.value), meaning=meaning, state=line.state)


def _value(answer: Answer) -> Value:
    return " ".join(answer) if isinstance(answer, tuple) else answer
