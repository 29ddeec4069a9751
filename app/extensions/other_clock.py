"""The database may be on a machine with a clock of its own. Nothing is decided by it; but several machines that share a
database can find out by it that they do not agree on what time it is."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.extensions import clock
from app.extensions.database import db


def ahead_of_database() -> timedelta:
    """By how much this machine's clock is ahead. Nothing for SQLite, which has none."""
    if db.engine.dialect.name != "postgresql":
        return timedelta()
    theirs: datetime = db.session.scalars(sa.select(sa.func.clock_timestamp())).one()
    return clock.of_this_machine() - theirs


def disagreement() -> str:
    """A line for the operator if the clocks differ by more than may be; else nothing."""
    ahead = ahead_of_database()
    if abs(ahead) <= clock.MOST_APART:
        return ""
    seconds = abs(ahead) // timedelta(seconds=1)
    return f"this machine's clock is {seconds} seconds {'ahead of' if ahead > timedelta() else 'behind'} the database's"
