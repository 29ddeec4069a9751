"""What the pages of an entry show: the parts, their questions, and what is to be checked before sending."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.asking.questions import QuestionView, chosen_values, question_view
from app.asking.wording import part_name, words_in
from app.extensions import N_
from app.instruments import Answer, Item, answer_text
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.entering import mark_of, steps_of
from app.intake.draft_state import Mode
from app.screening import Path
from app.screening.risk import calls_for_help
from app.staff.words.modes import ENTERED

CONSENTED: Final[dict[Mode, str]] = {
    "phone": N_("I read this out, and the person said that they agree."),
    "in_person": N_("The person read this, or I read it out, and they said that they agree."),
    "paper": N_("The person signed these words on paper, and the paper is on file."),
}
Typed = dict[str, list[str]]
Errors = list[tuple[str, str]]


@dataclass(frozen=True)
class BegunView:
    """An entry under way. `reference`: of what was handed over already, which stays."""

    mode: str
    at: datetime
    reference: str | None


@dataclass(frozen=True)
class PartLink:
    """One part in the list of them: how many of its questions have an answer."""

    part: str
    name: str
    answered: int
    asked: int


@dataclass(frozen=True)
class PartView:
    """One part: every question that is asked of this person, in order. `next_one`: the first without an answer.

    `at_once`: the answers by linkId that bring help by themselves, as the question words them.
    """

    part: str
    name: str
    questions: list[QuestionView]
    asked: str
    mark: str
    next_one: str | None
    errors: Errors
    at_once: dict[str, list[str]]


@dataclass(frozen=True)
class CheckRow:
    """A question and its answer; None if it was left blank. `lang`: of both."""

    question: str
    answer: str | None
    lang: str


@dataclass(frozen=True)
class CheckPart:
    """The answers of one part."""

    part: str
    name: str
    rows: list[CheckRow]
    blank: int


def begun_view(draft: OpenDraft) -> BegunView:
    """What is under way, for whoever is about to leave it or to begin another."""
    receipt = draft.state.receipt
    return BegunView(_(ENTERED[draft.state.mode]), draft.state.started_at, receipt.reference if receipt else None)


def part_links(path: Path) -> list[PartLink]:
    """Every part of this person, in order."""
    return [_link(path, part) for part in path.parts]


def _link(path: Path, part: str) -> PartLink:
    asked = [link_id for step in path.steps if step.step.part == part for link_id in step.link_ids]
    return PartLink(part, part_name(part), sum(link_id in path.answers for link_id in asked), len(asked))


def part_view(
    draft: OpenDraft, part: str, language: str, typed: Typed | None = None, errors: Errors | None = None
) -> PartView:
    """One part of an entry; after something went wrong with what was typed."""
    items = [item for step in steps_of(draft, part) for item in step.items]
    asked, answers, problems = [item.link_id for item in items], draft.path().answers, dict(errors or [])
    return PartView(
        part=part,
        name=part_name(part),
        questions=[_question(item, language, answers.get(item.link_id), typed, problems) for item in items],
        asked=" ".join(asked),
        mark=mark_of(draft, asked),
        next_one=next((link_id for link_id in asked if link_id not in answers), None),
        errors=errors or [],
        at_once={item.link_id: _at_once(item, language) for item in items},
    )


def _at_once(item: Item, language: str) -> list[str]:
    calling = {option.value for option in calls_for_help(item.link_id)}
    return [option.text for option in words_in(item, language).item.options if option.value in calling]


def _question(
    item: Item, language: str, answer: Answer | None, typed: Typed | None, problems: dict[str, str]
) -> QuestionView:
    words = words_in(item, language)
    chosen = chosen_values(item, answer, typed if typed and item.link_id in typed else None)
    return question_view(item, words, words.lang, chosen, error=problems.get(item.link_id), may_be_blank=True)


def check_parts(path: Path, language: str) -> list[CheckPart]:
    """Everything that was asked, with its answer or that there is none."""
    return [_check_part(path, part, language) for part in path.parts]


def _check_part(path: Path, part: str, language: str) -> CheckPart:
    items = [item for step in path.steps if step.step.part == part for item in step.items]
    rows = [_check_row(item, path.answers.get(item.link_id), language) for item in items]
    return CheckPart(part, part_name(part), rows, sum(row.answer is None for row in rows))


def _check_row(item: Item, answer: Answer | None, language: str) -> CheckRow:
    words = words_in(item, language)
    with force_locale(language):
        said = None if answer is None else _(answer_text(words.item, answer))  # `skip` is a text of ours
    return CheckRow(words.item.text, said, words.lang)
