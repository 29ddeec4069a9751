"""By what a screening is told that a program may have made: marks, each of which a person can have as well.

A mark refuses nothing and hides nothing from whoever answers. It only says in which order staff look (`place.py`),
until somebody of them takes the screening.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from app.extensions import N_, clock
from app.intake.arriving.drafts import OpenDraft
from app.intake.place import PRESSING
from app.screening import Level

MARKS: Final = {
    "starts": N_("many were begun from the same place within an hour"),
    "sendings": N_("many were sent from the same place within an hour"),
    "trap": N_("a field that nobody sees was filled in"),
    "fast": N_("each page was answered within a second"),
}
TOO_LITTLE_ALONE: Final = frozenset({"fast"})  # so does a program that somebody lets fill in their own answers
LEAST_A_PAGE: Final = timedelta(seconds=1)


def can_be_marked(draft: OpenDraft) -> bool:
    """Whether nobody of the staff has let this person in: by a link, on a device of the centre, by writing it down."""
    return draft.state.mode == "self" and draft.state.invite is None


def mark(draft: OpenDraft, name: str) -> None:
    """Note a mark; sealed with the draft, like all that is known of it."""
    if name not in draft.state.marks:
        draft.state.marks.append(name)


def is_suspect(marks: Collection[str], level: Level, *, call_asked: bool) -> bool:
    """Whether it stands behind what nobody doubts.

    What presses only comes after the rest that does, so any mark is enough. What does not is moved into a tab of its
    own, where it may wait for long: for that a flood is wanted, or the trap. And whoever asks for a call waits for one.
    """
    if level in PRESSING:
        return bool(marks)
    return not call_asked and not TOO_LITTLE_ALONE.issuperset(marks)


def is_faster_than_people(draft: OpenDraft) -> bool:
    """Whether the pages that were answered took less time than anybody needs to see them."""
    path = draft.path()
    answered = sum(path.is_answered(step) for step in path.steps)
    return timedelta() <= clock.now() - draft.state.started_at < answered * LEAST_A_PAGE
