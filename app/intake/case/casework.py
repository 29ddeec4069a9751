"""What staff write down about a screening: notes, and tries to reach the person."""

from datetime import datetime, timedelta
from typing import Final

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.alerts import is_waiting, mark_acted
from app.extensions import N_, clock
from app.intake.case.edition import lock_edition
from app.intake.follow_up import next_try, set_follow_up
from app.intake.models import ContactAttempt, Note, Screening
from app.intake.records import Record
from app.screening import Level
from app.sites import site_of

MINUTE: Final = timedelta(seconds=59)  # one that is written down stands for all of it

ATTEMPT_OUTCOMES = {
    "spoke": N_("Spoke with the person"),
    "no_answer": N_("No answer"),
    "left_message": N_("Left a safe message"),
    "wrong_number": N_("Wrong number"),
    "declined": N_("Does not want contact"),
}


def add_note(screening_id: str, staff: StaffUser, edition: int, text: str, amends: str = "") -> dict[str, str]:
    """Sign a note. Notes are only ever added: one that puts another right names it, and both stay.

    `amends`: the id of the other, or nothing. Returns what is wrong, by field. Raises Conflict, NoSuchScreening.
    """
    sealed = Record.open(lock_edition(screening_id, staff, edition))
    if amends and amends not in {str(note.id) for note, _content in sealed.all(Note)}:
        return {"amends": _("Choose a note of this screening.")}
    sealed.add(Note, {"text": text, "amends": amends}, author_id=staff.id)
    action = "screening.amend" if amends else "screening.note"
    record(action, subject=("screening", screening_id), actor=staff)
    return {}


def add_attempt(
    screening_id: str,
    staff: StaffUser,
    edition: int,
    outcome: str,
    text: str = "",
    again_at: datetime | None = None,
    written: datetime | None = None,
) -> dict[str, str]:
    """Record one try to reach the person; it counts as acting on the alerts that there were. Returns what is wrong.

    `again_at`: by when to try again, if not when the outcome itself asks for it. `written`: the minute in which it took
    place, if not just now. Raises Conflict, NoSuchScreening, KeyError.
    """
    row = lock_edition(screening_id, staff, edition)
    at = min(written + MINUTE, clock.now()) if written else clock.now()
    if written and at < row.created_at:  # just now is after it, whatever a clock said that was ahead
        return {"tried_day": _("That was before the screening came in.")}
    again_at = again_at or next_try(outcome, Level(row.level), at, site_of(row.site_id).calendar)
    content = {"outcome": outcome, "label": ATTEMPT_OUTCOMES[outcome], "text": text}
    times = {"again_at": again_at and again_at.isoformat(), "at": at.isoformat() if written else None}
    sealed = Record.open(row)
    sealed.add(ContactAttempt, content | times, author_id=staff.id)
    _tried(row, outcome, at)
    set_follow_up(sealed)
    record("screening.attempt", subject=("screening", row.id), actor=staff)
    return {}


def _tried(row: Screening, outcome: str, at: datetime) -> None:
    """What came after a try that is written down late still waits for somebody to act."""
    mark_acted(row.id, at)
    if outcome == "spoke":
        row.first_contact_at = min(row.first_contact_at or at, at)
    if not row.closed_at and not is_waiting(row.id):
        row.status = "attempted"
