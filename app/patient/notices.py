"""What the next question says first because of what the person has just done: why more is asked, where they stopped."""

from flask_babel import gettext as _
from flask_babel import ngettext

from app.patient import session
from app.screening import Added, OpenStep, Path, added


def note_answer(step: OpenStep, before: Path, after: Path) -> None:
    """An answer was kept. One that is sent twice changes nothing, and leaves what the first had to say."""
    if before.answers != after.answers:
        session.note_answered(added(step, before, after))


def notices(path: Path, step: OpenStep) -> list[str]:
    """What this page says first. Only the question that is due says anything."""
    if step != path.next_unanswered:
        return []
    welcome = [_("Welcome back. This is where you stopped.")] if session.has_just_come_back() else []
    more = session.just_added()
    return [*welcome, *([_more(more)] if more else [])]


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
