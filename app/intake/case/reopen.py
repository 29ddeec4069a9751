"""Opening a closed screening again: with a reason, and as a duty of its own, or nobody would see that it is back."""

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.alerts import raise_alert
from app.extensions import clock
from app.intake.case.edition import Conflict, lock_edition
from app.intake.follow_up import set_follow_up
from app.intake.models import Decision, Screening
from app.intake.records import Record
from app.screening import Level
from app.sites import site_of


def reopen(screening_id: str, staff: StaffUser, edition: int, reason: str) -> None:
    """Open it again; how it was closed stays to be read. Raises Conflict, also if it is open; NoSuchScreening."""
    row = lock_edition(screening_id, staff, edition)
    if not row.closed_at:
        raise Conflict(_("This screening is open."))
    sealed = Record.open(row)
    sealed.add(Decision, {"kind": "reopened", "text": reason}, author_id=staff.id)
    sealed.say_why("reopened", staff, reason)
    open_again(row, sealed)
    record("screening.reopen", subject=("screening", row.id), actor=staff)


def open_again(row: Screening, sealed: Record) -> None:
    """Back in the queue, as an alert; whoever goes on with it has the whole target from now."""
    now = clock.now()
    row.status, row.closed_at = "claimed" if row.owner_id else "waiting", None
    row.due_at = site_of(row.site_id).due(Level(row.level), now)
    set_follow_up(sealed)
    raise_alert(row.site_id, row.id, "flagged", row.level, now)
