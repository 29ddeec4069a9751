"""A drill: a made-up imminent screening that goes the way of a real one, and what became of it.

What became of it is read from the activity log: who did what and when, and nothing of what anybody wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser, actor_names
from app.activity import Activity, for_subject, record
from app.extensions import db
from app.instruments import Answer
from app.intake.arriving.pretend import answer_all, begin_pretending
from app.intake.arriving.search_marks import mark_contact
from app.intake.arriving.submit import send
from app.intake.case.edition import Conflict
from app.intake.draft_state import DRILL
from app.intake.models import Screening
from app.sites import site_of

MOST_LISTED: Final = 50
ANSWERS: Final[dict[str, Answer]] = {
    **{f"phq9_{number}": 2 for number in range(1, 10)},
    **{"asq_1": "yes", "asq_3": "yes", "asq_5": "yes", "px_private": "yes", "px_safe_home": "yes"},
}
CONTACT: Final = {"contact_alias": "Drill", "contact_phone": "555-0100", "contact_call": "yes"}
STARTED: Final = "drill.started"
STEPS: Final = {
    "seen": "screening.read",
    "claimed": "screening.claim",
    "tried": "screening.attempt",
    "closed": "screening.close",
}


@dataclass(frozen=True)
class DrillStep:
    """When something was first done, and by whom; neither as long as nobody has."""

    name: str
    at: datetime | None
    by: str | None


@dataclass(frozen=True)
class Drill:
    """The report of one drill. `raised`: when it came in, and who started it."""

    reference: str
    raised: DrillStep
    due_at: datetime
    steps: tuple[DrillStep, ...]

    def in_time(self, now: datetime) -> bool | None:
        """Whether somebody tried to reach the person by the target; None as long as somebody still can."""
        tried = next(step.at for step in self.steps if step.name == "tried")
        if tried is None:
            return False if now > self.due_at else None
        return tried <= self.due_at


def start_drill(staff: StaffUser) -> str:
    """Let a made-up imminent screening come in at the site. Returns its reference.

    Raises Conflict while another drill of the site is open.
    """
    if db.session.scalar(sa.select(sa.exists().where(*_drills_of(staff), Screening.closed_at.is_(None)))):
        raise Conflict(_("A drill is under way already. Close its screening first."))
    draft = begin_pretending(site_of(staff.site_id), "drill", DRILL)
    answer_all(draft, ANSWERS)
    draft.state.contact, draft.state.contact_seen = dict(CONTACT), True
    receipt = send(draft)
    mark_contact(receipt.screening_id, {}, staff.site_id)  # nobody is to be taken for the same person
    record(STARTED, subject=("screening", receipt.screening_id), actor=staff)
    return receipt.reference


def drills(staff: StaffUser) -> list[Drill]:
    """The drills of the staff member's site, the newest first."""
    newest = sa.select(Screening).where(*_drills_of(staff)).order_by(Screening.created_at.desc()).limit(MOST_LISTED)
    return [_report(row) for row in db.session.scalars(newest)]


def _drills_of(staff: StaffUser) -> tuple[sa.ColumnElement[bool], ...]:
    return Screening.site_id == staff.site_id, Screening.drill.is_(True)


def _report(row: Screening) -> Drill:
    log = for_subject("screening", row.id)
    names = actor_names(log)
    steps = tuple(_first(name, action, log, names) for name, action in STEPS.items())
    return Drill(row.reference, _first("raised", STARTED, log, names), row.due_at, steps)


def _first(name: str, action: str, log: Iterable[Activity], names: dict[str, str]) -> DrillStep:
    entry = next((entry for entry in log if entry.action == action), None)
    return DrillStep(name, entry.at, names.get(str(entry.actor_id))) if entry else DrillStep(name, None, None)
