"""The answers behind a flag: the question as it was asked, and what was chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.instruments import Complete, Incomplete, answer_text, catalogue
from app.screening import Outcome
from app.staff.pages.text import visible
from app.staff.pages.titles import highest_of, title_of

NO_ANSWER = "No answer"


@dataclass(frozen=True)
class Evidence:
    """One question, or score, with its answer; a score with the answers it was made of."""

    question: str
    answer: str
    made_of: tuple["Evidence", ...] = ()


def evidence(names: Iterable[str], outcome: Outcome) -> tuple[Evidence, ...]:
    """What stands behind linkIds and score keys, verbatim."""
    return tuple(_of_item(name, outcome) if name in catalogue().items else _of_score(name, outcome) for name in names)


def _of_item(link_id: str, outcome: Outcome) -> Evidence:
    item = catalogue().item(link_id)
    if link_id not in outcome.answers:
        return Evidence(item.text, NO_ANSWER)
    return Evidence(item.text, visible(answer_text(item, outcome.answers[link_id])))


def _of_score(key: str, outcome: Outcome) -> Evidence:
    made_of = tuple(_of_item(link_id, outcome) for link_id in catalogue().scored_items(key))
    match outcome.scores.get(key):
        case Complete(score=value, band=band):
            return Evidence(title_of(key), f"{value:g} of {highest_of(key):g}, {band}", made_of)
        case Incomplete(min_score=int(least)):
            return Evidence(title_of(key), f"at least {least} of {highest_of(key):g}", made_of)
    return Evidence(title_of(key), "Not complete", made_of)
