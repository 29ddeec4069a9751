"""What staff do about a screening: claim it, write a note, record a try to reach the person."""

from flask_babel import gettext as _

from app.accounts import StaffUser, is_active, names_of
from app.activity import record
from app.alerts import mark_acted
from app.extensions import N_, clock
from app.intake.models import ContactAttempt, Note, Screening
from app.intake.records import Record
from app.intake.review import find_screening

ATTEMPT_OUTCOMES = {
    "spoke": N_("Spoke with the person"),
    "no_answer": N_("No answer"),
    "left_message": N_("Left a safe message"),
    "wrong_number": N_("Wrong number"),
    "declined": N_("Does not want contact"),
}


class Conflict(Exception):
    """Somebody else was first. The message says who, and is fit for the page, in the reader's language."""


def claim(screening_id: str, staff: StaffUser) -> Screening:
    """Take a screening that nobody still here holds. Raises Conflict naming the holder, NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    if row.closed_at:
        raise Conflict(_("This screening is closed."))
    if row.owner_id and row.owner_id != staff.id and is_active(row.owner_id):
        name = names_of({row.owner_id}).get(row.owner_id) or _("Someone else")
        raise Conflict(_("%(name)s holds this screening already.", name=name))
    if row.owner_id != staff.id:
        row.owner_id = staff.id
        row.status = "claimed" if row.status == "waiting" else row.status
        record("screening.claim", subject=("screening", row.id), actor=staff)
    return row


def add_note(screening_id: str, staff: StaffUser, text: str) -> None:
    """Sign a note. Notes are only ever added. Raises NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    Record.open(row).add(Note, {"text": text}, author_id=staff.id)
    record("screening.note", subject=("screening", row.id), actor=staff)


def add_attempt(screening_id: str, staff: StaffUser, outcome: str, text: str = "") -> None:
    """Record one try to reach the person; it counts as acting on the alerts. Raises NoSuchScreening, KeyError."""
    row = find_screening(screening_id, staff, to_write=True)
    content = {"outcome": outcome, "label": ATTEMPT_OUTCOMES[outcome], "text": text}
    Record.open(row).add(ContactAttempt, content, author_id=staff.id)
    if not row.closed_at:
        row.status = "attempted"
    mark_acted(row.id, clock.now())
    record("screening.attempt", subject=("screening", row.id), actor=staff, outcome=outcome)
