"""Where a screening stands in the queue before any target is looked at.

By level; within it drills after people, those spoken with after those who wait; within urgent a recent attempt first.
Who sent more answers, was raised to a higher level or came back after closing waits anew.

What a program may have made comes later and never last: a person may stand behind it. Those that press come after the
others that press and before everybody else; the others after all, in a tab of their own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from app.intake.draft_state import RiskEvent
from app.screening import Level

PRESSING: Final = (Level.IMMINENT, Level.URGENT)
_FIRST_WITHIN_URGENT: Final = 1
_RANK: Final = {Level.IMMINENT: 0, Level.URGENT: 2, Level.ELEVATED: 3, Level.ROUTINE: 4}

_ROOM: Final = 8  # for what tells places within a level apart
_BEFORE: Final = {Level.IMMINENT: 0, Level.URGENT: 1, Level.ELEVATED: 4, Level.ROUTINE: 5}
_BY_LEVEL: Final = " ".join(f"WHEN '{level}' THEN {before * _ROOM}" for level, before in _BEFORE.items())
# The database keeps it by itself, so that nothing that changes a screening can forget to.
_PARTS: Final = (
    f"CASE level {_BY_LEVEL} END",
    f"CASE WHEN suspect THEN {2 * _ROOM} ELSE 0 END",
    "CASE WHEN drill THEN 4 ELSE 0 END",
    "CASE WHEN status = 'attempted' AND first_contact_at IS NOT NULL"
    " AND (sent_at IS NULL OR sent_at <= first_contact_at) THEN 2 ELSE 0 END",
    f"CASE WHEN queue_rank = {_FIRST_WITHIN_URGENT} THEN 0 ELSE 1 END",
)
PLACE: Final = " + ".join(_PARTS)


def queue_rank(level: Level, events: Iterable[RiskEvent] = ()) -> int:
    """The lower, the earlier: by level, and a recent attempt first within urgent."""
    first = any(event.kind == "raised" and event.first for event in events)
    return _FIRST_WITHIN_URGENT if level is Level.URGENT and first else _RANK[level]


def reached_at(status: str, first_contact_at: datetime | None, sent_at: datetime | None) -> datetime | None:
    """When somebody spoke with the person, if nothing came since: then no target runs. None if the person waits."""
    spoken = first_contact_at if status == "attempted" else None
    return spoken if spoken and (sent_at is None or sent_at <= spoken) else None
