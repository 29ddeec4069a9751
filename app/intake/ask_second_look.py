"""Asking that somebody else looks again at what one person decided alone."""

from typing import Literal
from uuid import UUID

from app.extensions import clock, db
from app.intake.models import Screening, SecondLook

Kind = Literal["closed_alone", "lowered_alone", "sample"]


def ask_second_look(row: Screening, kind: Kind, of_id: UUID, by_id: UUID) -> None:
    """Put an act on the list of second looks. `of_id`: the row that holds it; `by_id`: who may not be who looks."""
    look = SecondLook(
        screening_id=row.id, site_id=row.site_id, kind=kind, of_id=of_id, by_id=by_id, asked_at=clock.now()
    )
    db.session.add(look)
