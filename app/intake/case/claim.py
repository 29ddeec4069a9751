"""Who holds a screening: claim it, give it back, take it over from a colleague."""

from flask_babel import gettext as _

from app.accounts import StaffUser, names_of, works_on_cases
from app.activity import record
from app.intake.case.edition import Conflict, lock, lock_open
from app.intake.case.written import DecisionKind
from app.intake.models import Decision, Screening
from app.intake.records import Record


class HeldByAnother(Conflict):
    """A colleague holds it, from whom it can be taken over."""


def claim(screening_id: str, staff: StaffUser) -> Screening:
    """Take a screening that nobody still here holds. It asks for no edition: that nobody holds it is all it rests on.

    Raises HeldByAnother naming the holder, Conflict, NoSuchScreening.
    """
    row = lock(screening_id, staff)
    if row.closed_at:
        raise Conflict(_("This screening is closed."))
    if row.owner_id and row.owner_id != staff.id and works_on_cases(row.owner_id):
        raise HeldByAnother(_("%(name)s holds this screening already.", name=_holder(row)))
    if row.owner_id != staff.id:
        _give(row, staff)
        record("screening.claim", subject=("screening", row.id), actor=staff)
    return row


def release(screening_id: str, staff: StaffUser, edition: int) -> None:
    """Give back what one holds. Raises Conflict, NoSuchScreening."""
    row = lock_open(screening_id, staff, edition)
    if row.owner_id != staff.id:
        raise Conflict(_("You do not hold this screening."))
    row.owner_id = None
    row.status = "waiting" if row.status == "claimed" else row.status
    record("screening.release", subject=("screening", row.id), actor=staff)


def take_over(screening_id: str, staff: StaffUser, edition: int, reason: str) -> None:
    """Take what a colleague holds; why is sealed with the screening. Raises Conflict, NoSuchScreening."""
    row = lock_open(screening_id, staff, edition)
    before = row.owner_id
    if before is None or before == staff.id:
        raise Conflict(_("No colleague holds this screening."))
    content = {"kind": DecisionKind.TAKEN_OVER, "before": _holder(row), "after": staff.name, "text": reason}
    Record.open(row).add(Decision, content, author_id=staff.id)
    _give(row, staff)
    record("screening.take_over", subject=("screening", row.id), actor=staff, before=str(before))


def _give(row: Screening, staff: StaffUser) -> None:
    row.owner_id = staff.id
    row.suspect = False  # somebody looks after it now, and it stands where others like it stand
    row.status = "claimed" if row.status == "waiting" else row.status


def _holder(row: Screening) -> str:
    return names_of([row.owner_id]).get(row.owner_id) or _("Someone else")
