"""Whose screening it is: staff of one site cannot read or touch what another has.

Reading one comes by here, and so does every act, through `edition.lock`. Lists ask for the site in their own queries.
"""

import sqlalchemy as sa

from app.activity import Actor
from app.extensions import db
from app.intake.models import Screening


class NoSuchScreening(LookupError):
    """There is none of this id that the staff member may see; which of the two is not said."""


def find_screening(screening_id: str, staff: Actor, *, to_write: bool = False) -> Screening:
    """The row, if it is of the own site of whoever asks. Raises NoSuchScreening."""
    query = sa.select(Screening).where(Screening.id == screening_id, Screening.site_id == staff.site_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NoSuchScreening
    return row
