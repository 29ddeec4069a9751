"""How the screenings of a site stand, for other systems: what is clear at rest, and nothing that anybody said.

Drills are left out: nobody stands behind one, so no other system is to act on it.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from app.activity import Actor, record
from app.extensions import begin_immediate, db
from app.intake.case.own_site import NoSuchScreening
from app.intake.models import Screening
from app.screening import Level


def list_states(
    actor: Actor, *, after: str, most: int, level: Level | None = None, still_open: bool | None = None
) -> Sequence[Screening]:
    """Screenings in the order in which they came in, from the one after `after`. The reading is recorded.

    At most `most` of them and one more, which shows that there are others. Raises NoSuchScreening for an `after` that
    the site does not have.
    """
    begin_immediate()
    wanted = _of(actor)
    if after:
        last = _row(after, actor)
        wanted.append(sa.tuple_(Screening.created_at, Screening.id) > (last.created_at, last.id))
    if level:
        wanted.append(Screening.level == level)
    if still_open is not None:
        wanted.append(Screening.closed_at.is_(None) == still_open)
    query = sa.select(Screening).where(*wanted).order_by(Screening.created_at, Screening.id)
    found = db.session.scalars(query.limit(most + 1)).all()
    record("screenings.listed", subject=("site", actor.site_id), actor=actor, rows=min(len(found), most))
    return found


def read_state(screening_id: str, actor: Actor) -> Screening:
    """How one screening stands. The reading is recorded. Raises NoSuchScreening."""
    begin_immediate()
    row = _row(screening_id, actor)
    record("screening.state", subject=("screening", row.id), actor=actor)
    return row


def _row(screening_id: str, actor: Actor) -> Screening:
    """The row, if it is of the actor's own site. Raises NoSuchScreening."""
    row = db.session.scalar(sa.select(Screening).where(Screening.id == screening_id, *_of(actor)))
    if row is None:
        raise NoSuchScreening
    return row


def _of(actor: Actor) -> list[sa.ColumnElement[bool]]:
    return [Screening.site_id == actor.site_id, Screening.drill.is_(False)]
