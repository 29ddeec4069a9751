"""Reading the log."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.activity.models import Activity
from app.extensions import db


def for_subject(subject_type: str, subject_id: str) -> Sequence[Activity]:
    """Everything recorded about one subject, oldest first."""
    which = (Activity.subject_type == subject_type, Activity.subject_id == subject_id)
    return db.session.scalars(sa.select(Activity).where(*which).order_by(Activity.seq)).all()


def latest(count: int) -> Sequence[Activity]:
    """The newest rows, newest first."""
    return db.session.scalars(sa.select(Activity).order_by(Activity.seq.desc()).limit(count)).all()
