"""The answers behind a flag: the question as it was asked, and what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import answer_text, catalogue
from app.screening import Outcome
from app.staff.words.scores import score_words, title_of
from app.staff.words.visible import visible

NO_ANSWER = N_("No answer")


@dataclass(frozen=True)
class Evidence:
    """One question, or score, with its answer. `made_of`: the answers behind a score; `quoted`: in the form's words."""

    question: str
    answer: str
    made_of: tuple["Evidence", ...] = ()
    quoted: bool = False


def evidence(names: Iterable[str], outcome: Outcome) -> tuple[Evidence, ...]:
    """What stands behind linkIds and score keys, verbatim."""
    return tuple(_of_item(name, outcome) if name in catalogue().items else _of_score(name, outcome) for name in names)


def _of_item(link_id: str, outcome: Outcome) -> Evidence:
    item = catalogue().item(link_id)
    if link_id not in outcome.answers:
        return Evidence(item.text, _(NO_ANSWER))
    return Evidence(item.text, visible(answer_text(item, outcome.answers[link_id])), quoted=True)


def _of_score(key: str, outcome: Outcome) -> Evidence:
    made_of = tuple(_of_item(link_id, outcome) for link_id in catalogue().scored_items(key))
    return Evidence(title_of(key), score_words(key, outcome.scores.get(key)) or _("Not complete"), made_of)
