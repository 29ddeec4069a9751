"""Deleting a screening because its person asks for it: a supervisor decides, and only where no law keeps it.

Who wrote the request down cannot be who deletes: alone, one could make any record disappear.
"""

from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.extensions import clock, db
from app.handoff.forget import is_being_sent, was_handed_on
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.models import Screening
from app.intake.records import Record
from app.retention.due import YEAR
from app.retention.holds import held_now
from app.retention.models import LEAST_YEARS
from app.retention.purge import purge
from app.retention.requests import request_of


def why_not(row: Screening) -> str:
    """What keeps it from being deleted now, in the reader's language; empty if nothing does."""
    if row.closed_at is None:
        return _("Close the screening first: somebody may still have to reach this person.")
    if held_now(row.id):
        return _("A legal hold keeps it.")
    if _is(row, is_being_sent()):
        return _("A copy of it is on its way to another system. Stop that first.")
    if _is(row, was_handed_on(clock.now() - YEAR * LEAST_YEARS)):
        return _("It was handed on within six years, and the account of disclosures has to be kept for so long.")
    return ""


def delete_on_request(screening_id: str, staff: StaffUser, request_id: UUID) -> None:
    """Delete it for good. Raises Conflict with why not, NoSuchRequest, NoSuchScreening, vault.Unreadable."""
    row = find_screening(screening_id, staff, to_write=True)
    request = request_of(Record.open(row), request_id)
    if request.kind != "deletion" or request.answer:
        raise Conflict(_("Nobody waits for this to be deleted."))
    if request.author_id == staff.id:
        raise Conflict(_("You wrote this request down. Somebody else has to delete it."))
    if reason := why_not(row):
        raise Conflict(reason)
    purge(row, "request", staff)


def _is(row: Screening, condition: sa.ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(Screening.id == row.id, condition))))
