"""Removing what is left of sessions that are over."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.extensions import clock, db
from app.sessions.models import SessionRow

LONGEST: Final = timedelta(hours=24)  # beyond every absolute limit


def sweep() -> None:
    """Delete the rows of sessions that no cookie can open any more. The caller commits."""
    db.session.execute(sa.delete(SessionRow).where(SessionRow.created_at < clock.now() - LONGEST))
