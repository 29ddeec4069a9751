"""Two people at once never overwrite each other: the one place that asks if the page of an act is still true."""

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import flag_modified

from app.accounts import StaffUser
from app.intake.case.own_site import find_screening
from app.intake.models import Screening


class Conflict(Exception):
    """Somebody else was first. The message says so, and is fit for the page, in the reader's language."""


def lock(screening_id: str, staff: StaffUser) -> Screening:
    """The row, held until the transaction ends. The act is a new edition, even if all it does is add something to read.

    Raises NoSuchScreening.
    """
    row = find_screening(screening_id, staff, to_write=True)
    flag_modified(row, "status")
    return row


def lock_edition(screening_id: str, staff: StaffUser, edition: int) -> Screening:
    """The same, if nothing was done about it since the page of this edition. Raises NoSuchScreening, Conflict."""
    row = lock(screening_id, staff)
    if row.edition != edition:
        raise Conflict(_("This screening changed since you opened it. Read what is new, then send yours again."))
    return row


def lock_open(screening_id: str, staff: StaffUser, edition: int) -> Screening:
    """The same, if it is not closed. Raises NoSuchScreening, Conflict."""
    row = lock_edition(screening_id, staff, edition)
    if row.closed_at:
        raise Conflict(_("This screening is closed."))
    return row
