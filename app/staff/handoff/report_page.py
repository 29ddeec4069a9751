"""The report in words, for reading and for print."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.handoff.report import About, AnswerLine, Report, ScoreLine, State
from app.handoff.strands import Strand
from app.instruments import SKIP_TEXT, Complete, Marks, answer_text, catalogue
from app.screening import Level, rulebook
from app.staff.words.modes import MARKS
from app.staff.words.scores import score_words, title_of
from app.staff.words.times import Times
from app.staff.words.visible import visible

WHY: Final[dict[State, str]] = {
    "given": "",
    "skipped": SKIP_TEXT,
    "unanswered": N_("not answered"),
    "not_asked": N_("not asked"),
}


@dataclass(frozen=True)
class AnswerView:
    """One question in the words of its form. `answer` is empty where there is none, and then `why` is not."""

    question: str
    answer: str
    why: str
    free_text: bool


@dataclass(frozen=True)
class AnswerGroup:
    """Questions of one instrument that follow one another."""

    title: str
    lines: list[AnswerView]


@dataclass(frozen=True)
class ScoreView:
    """One score in a phrase, how complete it is, and what is missing from it."""

    title: str
    time_frame: str
    said: str
    complete: str
    missing: list[AnswerView]


@dataclass(frozen=True)
class StrandView:
    """One strand."""

    key: str
    word: str
    scores: list[ScoreView]


@dataclass(frozen=True)
class FlagView:
    """One flag. `standing`: it holds for the answers as they are now."""

    level: Level
    reason: str
    standing: bool


@dataclass(frozen=True)
class ReportPage:
    """The whole report, word for word."""

    about: list[tuple[str, str]]
    level: Level
    held: Level | None
    drill: bool
    strands: list[StrandView]
    flags: list[FlagView]
    track: str
    because: str
    temporal: str
    suggested: str
    reasons: list[str]
    first: list[str]
    phase: str
    caveats: list[str]
    extras: list[str]
    answers: list[AnswerGroup] | None
    other_rules: bool


def report_page(report: Report, times: Times) -> ReportPage:
    """The report in the reader's language."""
    suggestion = report.suggestion
    return ReportPage(
        about=list(_about(report.about, times)),
        level=report.level,
        held=report.held if report.held is not report.level else None,
        drill=report.about.drill,
        strands=[_strand(lines.strand, lines.scores) for lines in report.strands],
        flags=[FlagView(flag.level, _(flag.reason), flag.standing) for flag in report.flags],
        track=_(report.quadrant.track),
        because=_(report.quadrant.because),
        temporal=_(report.temporal.sentence),
        suggested=_(rulebook().interplay.tracks[suggestion.track]),
        reasons=[_(reason.because) for reason in suggestion.reasons],
        first=[_(remark.text) for remark in suggestion.first],
        phase=_(report.phase) if report.phase else "",
        caveats=[_(remark.text) for remark in report.caveats],
        extras=[_(remark.text) for remark in report.extras],
        answers=None if report.answers is None else _groups(report.answers),
        other_rules=not report.same_definitions,
    )


def on_paper(times: Times, at: datetime) -> str:
    """A moment as it can be read on any other day."""
    return f"{times.day(at)}, {times.clock(at)}"


def _about(about: About, times: Times) -> Iterator[tuple[str, str]]:
    if about.name:
        yield _("Name"), visible(about.name)
    if about.reference:
        yield _("Reference"), about.reference
    yield _("Handed over"), on_paper(times, about.at) if about.at else str(about.year)
    if about.mode in MARKS:
        yield _("Answered"), _(MARKS[about.mode].word)
    if about.centre:
        yield _("Center"), about.centre


def _strand(strand: Strand, scores: Iterable[ScoreLine]) -> StrandView:
    return StrandView(strand.key, _(strand.word), [_score(score) for score in scores])


def _score(line: ScoreLine) -> ScoreView:
    return ScoreView(
        title=title_of(line.key),
        time_frame=_(catalogue().instrument_of_score(line.key).time_frame),
        said=_said(line),
        complete=_complete(line),
        missing=[_answer(missing) for missing in line.missing],
    )


def _said(line: ScoreLine) -> str:
    if isinstance(line.result, Marks):
        return ", ".join(_(mark) for mark in line.result.marks) or _("nothing marked")
    return score_words(line.key, line.result) or _("no score")


def _complete(line: ScoreLine) -> str:
    numbers = {"answered": line.answered, "all": line.asked_of}
    if isinstance(line.result, Complete) and line.result.prorated:
        return _("Prorated: %(answered)s of %(all)s answered, the total was scaled up for what is missing", **numbers)
    return _("%(answered)s of %(all)s answered", **numbers)


def _groups(lines: Iterable[AnswerLine]) -> list[AnswerGroup]:
    groups: list[AnswerGroup] = []
    for line in lines:
        title = catalogue().instrument_of(line.link_id).title
        if not groups or groups[-1].title != title:
            groups.append(AnswerGroup(title, []))
        groups[-1].lines.append(_answer(line))
    return groups


def _answer(line: AnswerLine) -> AnswerView:
    item = catalogue().item(line.link_id)
    given = line.value is not None
    return AnswerView(
        question=item.text,
        answer=visible(answer_text(item, line.value)) if line.value is not None else "",
        why="" if given else _(WHY[line.state]),
        free_text=given and item.type == "text",
    )
