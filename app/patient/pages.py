"""View-models of the question pages: plain strings and lists for the templates."""

from dataclasses import dataclass, field
from typing import Literal

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import SKIP, SKIP_TEXT, Answer, Answers, Item, catalogue
from app.patient.notices import notices
from app.patient.way import back_url
from app.patient.wording import item_words, other_language
from app.screening import OpenStep, Path, plan

PRIVATE_TIP = N_(
    "You said that you are not somewhere private. You can stop and begin again when you are, or use “Leave now” at the"
    " top if someone comes in. We leave out questions about your home."
)
HELPER_TIP = N_("You said that someone is with you. You can ask for a moment alone, or skip any question.")


@dataclass(frozen=True)
class OptionView:
    """One answer row. `lang`: of its text, where it is not the page's."""

    value: int | str
    text: str
    checked: bool
    lang: str | None = None
    quiet: bool = False


@dataclass(frozen=True)
class QuestionView:
    """One question as the page shows it. `lang`: of its words, where they are not in the page's language."""

    link_id: str
    lang: str | None
    legend: str
    kind: Literal["choice", "multiple", "integer", "text"]
    stem: str | None
    intro: str | None
    hint: str | None
    hint_lang: str | None
    options: tuple[OptionView, ...]
    value: int | str | None
    anchors: tuple[str, str] | None
    max_length: int | None
    minimum: int | None
    maximum: int | None
    error: str | None
    skip_checked: bool
    not_shown: bool


@dataclass(frozen=True)
class StepView:
    """One page of questions."""

    caption: str
    notices: list[str]
    action: str
    back: str
    questions: list[QuestionView]
    errors: list[tuple[str, str]] = field(default_factory=list)


def step_view(
    path: Path, step: OpenStep, typed: dict[str, list[str]] | None = None, errors: list[tuple[str, str]] | None = None
) -> StepView:
    """The page of a step, with what was typed and what was wrong with it if this is a second try."""
    problems = dict(errors or [])
    return StepView(
        caption=caption(path, step),
        notices=[*notices(path, step), *_tips(path, step)],
        action=f"/s/{step.number}",
        back=back_url(path, step.number),
        questions=[_question(item, step, path.answers, typed, problems.get(item.link_id)) for item in step.items],
        errors=errors or [],
    )


def caption(path: Path, step: OpenStep) -> str:
    """Where the person is, by parts."""
    number, total = path.parts.index(step.step.part) + 1, len(path.parts)
    part = _(plan().file.parts[step.step.part])
    return _("Part %(number)s of %(total)s: %(part)s", number=number, total=total, part=part)


def _tips(path: Path, step: OpenStep) -> list[str]:
    before = path.before(step.number)
    tips = {("px_private", "no"): PRIVATE_TIP, ("px_helper", "yes"): HELPER_TIP}
    return [
        _(tips[link_id, str(path.answers.get(link_id))])
        for link_id in (before.link_ids if before else ())
        if (link_id, str(path.answers.get(link_id))) in tips
    ]


def _question(
    item: Item, step: OpenStep, answers: Answers, typed: dict[str, list[str]] | None, error: str | None
) -> QuestionView:
    chosen = frozenset() if item.no_redisplay else _typed_or_answered(item, answers.get(item.link_id), typed)
    words = item_words(item)
    lang = other_language(words)
    return QuestionView(
        link_id=item.link_id,
        lang=lang,
        legend=words.item.text,
        kind=item.type,
        stem=words.stem if item.scored else None,  # the follow-up questions of PHQ-9 stand without it
        intro=words.intro if item == catalogue().instrument_of(item.link_id).items[0] else None,
        hint=words.item.help or _why(step, item),
        hint_lang=lang if item.help else None,
        options=_options(words.item, lang, chosen),
        value=next(iter(chosen - {SKIP}), None),
        anchors=words.item.anchors,
        max_length=item.max_length,
        minimum=item.minimum,
        maximum=item.maximum,
        error=error,
        skip_checked=SKIP in chosen,
        not_shown=item.no_redisplay and item.link_id in answers and error is None,
    )


def _typed_or_answered(item: Item, answer: Answer | None, typed: dict[str, list[str]] | None) -> frozenset[str]:
    if typed is not None:
        return frozenset(value for value in typed.get(item.link_id, []) if value)
    match answer:
        case None:
            return frozenset()
        case tuple():
            return frozenset(answer)
    return frozenset({str(answer)})


def _why(step: OpenStep, item: Item) -> str | None:
    """Why this is asked: said before the first question of a page."""
    if item != step.items[0]:
        return None
    return _(plan().file.whys.get(item.link_id, step.step.why))


def _options(item: Item, lang: str | None, chosen: frozenset[str]) -> tuple[OptionView, ...]:
    if not item.options:
        return ()
    published = (OptionView(option.value, option.text, str(option.value) in chosen, lang) for option in item.options)
    return (*published, OptionView(SKIP, _(SKIP_TEXT), SKIP in chosen, quiet=True))
