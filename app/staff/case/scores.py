"""Scores, each with band, scale, how complete it is, and in which phase of use it was answered."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from app.extensions import N_
from app.handoff.strands import STRANDS
from app.instruments import SKIP, SKIP_TEXT, Complete, Incomplete, Marks, Score, answer_text, bands_for, catalogue
from app.instruments.methods import Rules
from app.instruments.results import INCOMPLETE
from app.intake.case.review import Case
from app.staff.case.bearing import context
from app.staff.case.scale import Scale, scale
from app.staff.words.scores import highest_of, title_of

SHIFTS_WITH_USE: Final = frozenset({"phq9", "phq2", "gad7", "gad2", "k6"})
GAD7_NOT_NEEDED: Final = N_(
    "GAD-7 is not complete because the first two answers (GAD-2) were below 3, so the other five questions"
    " were not asked. This is no score of zero."
)
ALWAYS_SHOWN: Final = {
    "phq9": (
        ("phq9_9", N_("Item 9: “%(answer)s”")),
        ("phq9_10", N_("Item 10, how hard it makes things: “%(answer)s”")),
    )
}


@dataclass(frozen=True)
class Missing:
    """A question without an answer, and why."""

    question: str
    why: str


@dataclass(frozen=True)
class ScoreView:
    """One score."""

    title: str
    time_frame: str
    value: str
    of: str
    band: str
    done: bool
    complete: str
    scale: Scale | None
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]
    context: tuple[str, ...]


@dataclass(frozen=True)
class ScoreGroup:
    """Scores of one strand."""

    key: str
    word: str
    scores: list[ScoreView]


def score_groups(case: Case) -> list[ScoreGroup]:
    """Every score there is, by strand."""
    by_instrument: dict[str, list[str]] = {}
    for key in case.outcome.scores:
        by_instrument.setdefault(catalogue().instrument_of_score(key).id, []).append(key)
    groups = [
        ScoreGroup(strand, _(word), [_view(key, case) for name in names for key in by_instrument.get(name, [])])
        for strand, word, names in STRANDS
    ]
    return [group for group in groups if group.scores]


def _view(key: str, case: Case) -> ScoreView:
    result, instrument = case.outcome.scores[key], catalogue().instrument_of_score(key)
    value = result.score if isinstance(result, Complete) else None
    bands = bands_for(instrument, case.outcome.answers)
    return ScoreView(
        title=title_of(key),
        time_frame=_(instrument.time_frame),
        value=_value(result),
        of=_of(key, result),
        band=_band(result),
        done=_is_done(result),
        complete=_complete(result, key, case),
        scale=None if value is None else scale(bands, instrument, highest_of(key), min(value, highest_of(key))),
        missing=() if _was_not_needed(key, case) else tuple(_missing(link_id, case) for link_id in result.missing),
        remarks=_remarks(key, case),
        context=context(case.outcome) if key in SHIFTS_WITH_USE else (),
    )


def _of(key: str, result: Score) -> str:
    if not isinstance(result, Complete):
        return ""
    instrument = catalogue().instrument_of_score(key)
    if isinstance(instrument.scoring, Rules):
        return ngettext("answered yes:", "answered yes:", int(result.score))
    return "" if instrument.highest is None else _("of %(highest)s", highest=f"{highest_of(key):g}")


def _value(result: Score) -> str:
    match result:
        case Complete(score=value):
            return f"{value:g}"
        case Incomplete(min_score=int(least)) if least > 0:
            return _("at least %(least)s", least=least)
        case Incomplete(counted=int(count)):
            return _("%(count)s so far", count=count)
    return ""


def _band(result: Score) -> str:
    if isinstance(result, Marks):
        return ", ".join(_(mark) for mark in result.marks) or _("nothing marked")
    return "" if result.band == INCOMPLETE else _(result.band)


def _is_done(result: Score) -> bool:
    return not isinstance(result, Incomplete) and not result.missing


def _complete(result: Score, key: str, case: Case) -> str:
    items = catalogue().scored_items(key)
    answered = sum(case.outcome.answers.get(link_id, SKIP) != SKIP for link_id in items)
    return _("Complete") if _is_done(result) else _(_how_far(result), answered=answered, all=len(items))


def _how_far(result: Score) -> str:
    match result:
        case Complete(prorated=True):
            return N_("Prorated: %(answered)s of %(all)s answered, the total was scaled up for what is missing")
        case Complete():
            return N_("%(answered)s of %(all)s answered; what is missing does not change the band")
        case Marks():
            return N_("%(answered)s of %(all)s answered")
    return N_("Not complete: %(answered)s of %(all)s answered")


def _was_not_needed(key: str, case: Case) -> bool:
    """GAD-7 beyond its first two items is asked only when those reach 3."""
    result, first_two = case.outcome.scores.get(key), case.outcome.scores.get("gad2")
    asked_in_vain = set(result.missing) & set(case.latest.asked) if isinstance(result, Incomplete) else {key}
    return key == "gad7" and not asked_in_vain and isinstance(first_two, Complete)


def _missing(link_id: str, case: Case) -> Missing:
    if case.outcome.answers.get(link_id) == SKIP:
        why = SKIP_TEXT
    else:
        why = N_("not answered") if link_id in case.latest.asked else N_("not asked")
    return Missing(catalogue().item(link_id).text, _(why))


def _remarks(key: str, case: Case) -> tuple[str, ...]:
    if _was_not_needed(key, case):
        return (_(GAD7_NOT_NEEDED),)
    answers = case.outcome.answers
    shown = [(link_id, words) for link_id, words in ALWAYS_SHOWN.get(key, ()) if link_id in answers]
    return tuple(_(words, answer=answer_text(catalogue().item(link_id), answers[link_id])) for link_id, words in shown)
