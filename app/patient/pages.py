"""View-models of the question pages: plain strings and lists for the templates."""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.asking.questions import QuestionView, chosen_values, question_view
from app.asking.wording import part_name
from app.extensions import N_
from app.instruments import Answers, Item
from app.patient.next_page import back_url
from app.patient.notices import notices
from app.patient.wording import item_words, other_language
from app.screening import OpenStep, Path, plan

PRIVATE_TIP = N_(
    "You said that you are not somewhere private. You can stop and begin again when you are, or use “Leave now” at the"
    " top if someone comes in. We leave out questions about your home."
)
HELPER_TIP = N_("You said that someone is with you. You can ask for a moment alone, or skip any question.")


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
    part = part_name(step.step.part)
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
    words = item_words(item)
    chosen = frozenset() if item.no_redisplay else chosen_values(item, answers.get(item.link_id), typed)
    not_shown = item.no_redisplay and item.link_id in answers and error is None
    return question_view(
        item, words, other_language(words), chosen, why=_why(step, item), error=error, not_shown=not_shown
    )


def _why(step: OpenStep, item: Item) -> str | None:
    """Why this is asked: said before the first question of a page."""
    if item.link_id != step.link_ids[0]:
        return None
    return _(plan().file.whys.get(item.link_id, step.step.why))
