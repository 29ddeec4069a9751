"""The second look: what was decided about an imminent case, and a sample of what was closed, is looked at by another.

A supervisor takes it, or whoever was named as the second person, who confirms it by this.
"""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import N_, clock, db
from app.intake.case.change_level import move
from app.intake.case.close import open_again
from app.intake.case.edition import Conflict, lock_edition
from app.intake.case.own_site import NoSuchScreening
from app.intake.case.second_person import for_staff, seconds_of
from app.intake.case.written import DecisionKind
from app.intake.models import Decision, Screening, SecondLook
from app.intake.records import Record
from app.screening import Level

VERDICTS = {
    "agree": N_("I agree: it can stay as it is"),
    "send_back": N_("Send it back: somebody has to go on with it"),
}


@dataclass(frozen=True)
class Verdict:
    """What the form says."""

    verdict: str = ""
    text: str = ""


def look_again(screening_id: str, staff: StaffUser, edition: int, look_id: UUID, said: Verdict) -> dict[str, str]:
    """Say what a second look found. Returns what is missing, by field; empty when it was said.

    What is sent back is open again and raises an alert; a level that was lowered is imminent again. Raises Conflict,
    also if somebody looked already; NoSuchScreening, also if there is no such look or it is not theirs to take.
    """
    row = lock_edition(screening_id, staff, edition)
    look = _due(row, look_id, staff)
    sealed, agreed = Record.open(row), said.verdict == "agree"
    of_another = look.asked_id != staff.id and staff.name in seconds_of(sealed)
    missing = _missing(said, own=look.by_id == staff.id, named=of_another)
    if missing:
        return missing
    content = {"kind": DecisionKind.SECOND_LOOK, "of": look.kind, "agreed": agreed, "text": said.text}
    sealed.add(Decision, content, author_id=staff.id)
    look.done_at, look.done_by = clock.now(), staff.id
    if not agreed:
        _send_back(row, look, sealed, staff, said)
    record("screening.second_look", subject=("screening", row.id), actor=staff, of=look.kind, agreed=agreed)
    return {}


def _due(row: Screening, look_id: UUID, staff: StaffUser) -> SecondLook:
    this = SecondLook.id == look_id, SecondLook.screening_id == row.id
    look = db.session.scalar(sa.select(SecondLook).where(*this, for_staff(staff)))
    if look is None:
        raise NoSuchScreening
    if look.done_at:
        raise Conflict(_("Somebody has looked at it already."))
    return look


def _missing(said: Verdict, *, own: bool, named: bool) -> dict[str, str]:
    missing = {}
    if said.verdict not in VERDICTS:
        missing["verdict"] = _("Choose what you found.")
    elif own:
        missing["verdict"] = _("You decided this yourself. Another person has to look at it.")
    elif named:
        missing["verdict"] = _("You are named as the second person here. Another person has to look at it.")
    if not said.text:
        missing["text"] = _("Write what you found.")
    return missing


def _send_back(row: Screening, look: SecondLook, sealed: Record, staff: StaffUser, said: Verdict) -> None:
    if look.kind == "lowered_alone" and row.level != Level.IMMINENT:
        content = {"kind": DecisionKind.LEVEL, "before": row.level, "after": Level.IMMINENT, "review_later": False}
        sealed.add(Decision, content, author_id=staff.id)
        move(row, Level.IMMINENT, sealed)
    sealed.say_why("sent_back", staff, said.text)
    open_again(row, sealed)
