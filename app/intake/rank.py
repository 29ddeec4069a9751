"""Where a screening stands in the queue before any target is looked at."""

from collections.abc import Iterable
from typing import Final

from app.intake.draft_state import RiskEvent
from app.screening import Level

_FIRST_WITHIN_URGENT: Final = 1
_STEP: Final = {Level.IMMINENT: 0, Level.URGENT: 2, Level.ELEVATED: 3, Level.ROUTINE: 4}


def queue_rank(level: Level, events: Iterable[RiskEvent] = ()) -> int:
    """The lower, the earlier: by level, and a recent attempt first within urgent."""
    first = any(event.kind == "raised" and event.first for event in events)
    return _FIRST_WITHIN_URGENT if level is Level.URGENT and first else _STEP[level]
