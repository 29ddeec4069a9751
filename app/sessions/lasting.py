"""How long a session lasts: as long as its audience may, or less where it has a stricter limit of its own."""

from datetime import datetime, timedelta
from typing import Final

from app.sessions.cookies import STAFF
from app.settings import current_settings

_SEEN_EVERY: Final = timedelta(minutes=1)
_STEPS: Final = 12  # in how many steps an idle time is measured at least


def ends_at(audience: str, created_at: datetime, last_seen_at: datetime, idle_seconds: int | None) -> datetime:
    """When a session is over, if nothing more is done with it."""
    return min(last_seen_at + _idle(audience, idle_seconds), created_at + _limits(audience)[1])


def seen_every(audience: str, idle_seconds: int | None) -> timedelta:
    """After how long its use is written down again: seldom, and yet often enough for a strict limit to be true."""
    return min(_SEEN_EVERY, _idle(audience, idle_seconds) / _STEPS)


def _idle(audience: str, idle_seconds: int | None) -> timedelta:
    idle, _ = _limits(audience)
    return idle if idle_seconds is None else min(idle, timedelta(seconds=idle_seconds))


def _limits(audience: str) -> tuple[timedelta, timedelta]:
    chosen = current_settings()
    if audience == STAFF:
        return chosen.staff_idle, chosen.staff_absolute
    return chosen.person_idle, chosen.person_absolute
