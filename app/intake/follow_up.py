"""By when staff are to try or look again.

One rule: a screening's `follow_up_at` is the earliest of the time that its latest try asks for and the times of its
follow-up tasks that are not done. A try counts only while the status says that staff tried: answers that came later and
tell more take that back. What was tried puts nothing off beyond the target while an alert waits for somebody to act. A
closed screening has none.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

import sqlalchemy as sa

from app import alerts
from app.extensions import db
from app.intake.contact_attempts import attempts_of
from app.intake.models import FollowUp, Screening
from app.intake.records import Record
from app.screening import Level
from app.sites.calendar import Calendar


class When(Enum):
    """A wait that is no length of opening time."""

    NOW = "now"
    NEXT_WORKING_DAY = "by close of the next working day"
    NEVER = "nothing to do"


_MOST_PUT_OFF: Final = timedelta(days=366)
Wait = timedelta | When  # a length is counted while the centre is open


def _whatever_the_level(wait: Wait) -> dict[Level, Wait]:
    return dict.fromkeys(Level, wait)


_NOT_REACHED: Final[dict[Level, Wait]] = {
    Level.IMMINENT: timedelta(minutes=30),
    Level.URGENT: timedelta(hours=2),
    Level.ELEVATED: When.NEXT_WORKING_DAY,
    Level.ROUTINE: When.NEXT_WORKING_DAY,
}
# What an outcome asks for, by level. Starting points to put before the clinical lead, as the targets are.
WAITS: Final[dict[str, dict[Level, Wait]]] = {
    "spoke": _whatever_the_level(When.NEVER),
    "no_answer": _NOT_REACHED,
    "left_message": _NOT_REACHED,  # nobody knows yet that the person heard it
    "wrong_number": _whatever_the_level(When.NOW),  # somebody has to decide how else to reach the person
    "declined": _whatever_the_level(When.NEVER),
}


def next_try(outcome: str, level: Level, at: datetime, calendar: Calendar) -> datetime | None:
    """By when to try again after a try at this moment; None if nothing is to be done. Raises KeyError."""
    match WAITS[outcome][level]:
        case timedelta() as open_time:
            return calendar.after_open_time(at, open_time)
        case When.NEXT_WORKING_DAY:
            return calendar.close_of_working_day_after(at, 1)
        case When.NOW:
            return at
    return None


def set_follow_up(sealed: Record) -> None:
    """Bring a screening's `follow_up_at` up to date, after whatever may have moved it."""
    row = sealed.screening
    tried = [_latest_try(sealed), _target(row)] if row.status == "attempted" else []
    asked_for = [] if row.closed_at else [*tried, _next_task(sealed)]
    row.follow_up_at = min(filter(None, asked_for), default=None)


def _latest_try(sealed: Record) -> datetime | None:
    """A time that is further away than anybody can have meant was worked out while the clock was ahead: look now."""
    tries = [(row.created_at, content.get("again_at")) for row, content in attempts_of(sealed)]
    written, said = tries[-1] if tries else (None, None)
    if written is None or said is None:  # older tries ask for nothing
        return None
    again_at = datetime.fromisoformat(said)
    return again_at if again_at <= written + _MOST_PUT_OFF else written


def _target(row: Screening) -> datetime | None:
    return row.due_at if alerts.is_waiting(row.id) else None


def _next_task(sealed: Record) -> datetime | None:
    mine = (FollowUp.screening_id == sealed.screening.id, FollowUp.done_at.is_(None))
    return db.session.scalar(sa.select(FollowUp.due_at).where(*mine).order_by(FollowUp.due_at).limit(1))
