"""Reading the log."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from app.activity.models import Activity
from app.extensions import db


def for_subject(subject_type: str, subject_id: str) -> Sequence[Activity]:
    """Everything recorded about one subject, oldest first."""
    which = (Activity.subject_type == subject_type, Activity.subject_id == subject_id)
    return db.session.scalars(sa.select(Activity).where(*which).order_by(Activity.seq)).all()


def did(
    actor_id: uuid.UUID | None,
    actions: Collection[str],
    subject: tuple[str, str],
    since: datetime,
    until: datetime | None = None,
) -> bool:
    """Whether somebody, or with None nobody in particular, did one of these things to a subject after a moment.

    Without `until`, what was done while the clock was ahead counts until that time has come.
    """
    which = (Activity.subject_type == subject[0], Activity.subject_id == subject[1], Activity.actor_id == actor_id)
    time = [Activity.at > since, *([Activity.at <= until] if until else [])]
    done = sa.exists().where(*which, Activity.action.in_(actions), *time)
    return db.session.scalar(sa.select(done)) or False


def latest(count: int, *which: sa.ColumnElement[bool], before: int = 0) -> Sequence[Activity]:
    """The newest rows, newest first. `before`: only those older than the row of this number."""
    older = [Activity.seq < before] if before else []
    newest = sa.select(Activity).where(*which, *older).order_by(Activity.seq.desc())
    return db.session.scalars(newest.limit(count)).all()


def of_session(session_mark: str | None, count: int) -> Sequence[Activity]:
    """What was done in one session, the oldest first."""
    done = sa.select(Activity).where(Activity.session_mark == session_mark).order_by(Activity.seq)
    return db.session.scalars(done.limit(count)).all()


def at_site(site_id: str, staff: Iterable[uuid.UUID], *, house: bool) -> sa.ColumnElement[bool]:
    """Which rows belong to a site. Those from before sites were noted are of the site of whoever acted.

    house: with what nobody of any site did, such as a sign-in under an address that nobody has.
    """
    before = Activity.site_id.is_(None)
    theirs = [Activity.site_id == site_id, before & Activity.actor_id.in_(set(staff))]
    return sa.or_(*theirs, *([before & Activity.actor_id.is_(None)] if house else []))
