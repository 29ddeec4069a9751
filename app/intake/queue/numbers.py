"""How much is open, over all sites together: numbers for whoever runs Braid."""

import sqlalchemy as sa

from app.extensions import db
from app.intake.models import Screening


def open_by_level() -> dict[str, int]:
    """How many screenings of each level are open. Neither drills nor what is suspect."""
    which = Screening.closed_at.is_(None), ~Screening.drill, ~Screening.suspect
    rows = db.session.execute(sa.select(Screening.level, sa.func.count()).where(*which).group_by(Screening.level))
    return {level: count for level, count in rows}
