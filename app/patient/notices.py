"""What the next question says first because of what the person has just done: why more is asked, where they stopped.

It stands in the session until another answer is kept, so that a reload and the Back button show it again.
"""

from dataclasses import asdict
from typing import Final

from flask import session as values
from flask_babel import gettext as _
from flask_babel import ngettext

from app.patient.session import WELCOME_BACK
from app.screening import Added, OpenStep, Path, added

ADDED: Final = "added"


def note_answer(step: OpenStep, before: Path, after: Path) -> None:
    """An answer was kept. One that is sent twice changes nothing, and leaves what the first had to say."""
    if before.answers == after.answers:
        return
    for key in (WELCOME_BACK, ADDED):
        values.pop(key, None)
    if more := added(step, before, after):
        values[ADDED] = asdict(more)


def notices(path: Path, step: OpenStep) -> list[str]:
    """What this page says first. Only the question that is due says anything."""
    if step != path.next_unanswered:
        return []
    welcome = [_("Welcome back. This is where you stopped.")] if WELCOME_BACK in values else []
    return [*welcome, *([_more(Added(**values[ADDED]))] if ADDED in values else [])]


def _more(more: Added) -> str:
    if more.topic is None:
        return ngettext(
            "Your answers mean we ask %(num)s more question.",
            "Your answers mean we ask %(num)s more questions.",
            more.count,
        )
    return ngettext(
        "Your answers mean we ask %(num)s more question about %(topic)s and what goes along with it.",
        "Your answers mean we ask %(num)s more questions about %(topic)s and what goes along with it.",
        more.count,
        topic=_(more.topic),
    )
