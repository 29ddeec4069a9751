"""Deleting, with a screening, how it came in: its draft, its link with what staff called it, its search marks."""

import sqlalchemy as sa

from app.extensions import db
from app.intake.arriving.models import Draft, Invite, SearchMark
from app.intake.models import Screening


def forget_arrival(row: Screening) -> None:
    """Delete all of it. The person's own receipt is the draft, so their code opens nothing after that."""
    db.session.execute(sa.delete(SearchMark).where(SearchMark.screening_id == row.id))
    db.session.execute(sa.delete(Invite).where(Invite.screening_id == row.id))
    db.session.execute(sa.delete(Draft).where(Draft.id == row.draft_id))
