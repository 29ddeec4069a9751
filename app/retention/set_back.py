"""What was written while the clock was ahead, once it is set back: no duty waits for years, nothing is kept so long.

A duty is due at the latest when it would be if it had come now. What is said to have happened more than a day from now
is said to have happened now; what is less far ahead is left as it is, because this clock may be the one that is wrong.
Only for a clock that `run.look_at_clock` found no fault with.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from app import sessions
from app.accounts.api_answers import ApiAnswer
from app.activity import record
from app.alerts.models import Alert
from app.extensions import clock, db, writing
from app.intake.arriving.drafts import longest_life
from app.intake.arriving.models import Draft, KioskVisit
from app.intake.models import ContactAttempt, FollowUp, Screening
from app.retention.models import RightsRequest
from app.retention.run import MOST_BETWEEN
from app.screening import Level
from app.sites import Site, every_site

A_WEEK: Final = timedelta(weeks=1)
_OPEN: Final = Screening.closed_at.is_(None)
_OF_OPEN_ONES: Final = (
    Screening.created_at,
    Screening.waiting_since,
    Screening.sent_at,
    Screening.first_contact_at,
)
_ELSEWHERE: Final = (Alert.raised_at, Alert.seen_at, KioskVisit.made_at, ApiAnswer.at, RightsRequest.created_at)

Written = TypeVar("Written", ContactAttempt, FollowUp)


def put_right() -> None:
    """Put right whatever says that it comes from later than now, and record how much. In a transaction of its own."""
    with writing():
        changed = sum(_at_site(site) for site in every_site()) + sum(map(_happened_by_now, _ELSEWHERE))
        changed += _live_no_longer()
        sessions.sweep_ahead()
        if changed:
            record("clock.put_right", subject=("retention", "all"), count=changed)


def _at_site(site: Site) -> int:
    owed = db.session.scalars(_owed_too_late(site).with_for_update(of=Screening)).all()
    for row in owed:
        _is_due(row, site)
    db.session.flush()
    here = Screening.site_id == site.id
    changed = sum(_happened_by_now(column, here, _OPEN) for column in _OF_OPEN_ONES)
    return len(owed) + changed + _happened_by_now(Screening.closed_at, here)


def _owed_too_late(site: Site) -> sa.Select[Screening]:
    """Open screenings that came, were tried or got a task at a time that has not come, or are due far too late."""
    ahead = clock.latest()
    late = ((Screening.level == level) & (Screening.due_at > site.due(level, clock.now()) + A_WEEK) for level in Level)
    put_off = Screening.follow_up_at > ahead
    return sa.select(Screening).where(
        Screening.site_id == site.id,
        _OPEN,
        sa.or_(Screening.waiting_since > ahead, *late, put_off & _tried(ahead), put_off & _tasked(ahead)),
    )


def _tried(ahead: datetime) -> sa.ColumnElement[bool]:
    return sa.exists().where(ContactAttempt.screening_id == Screening.id, ContactAttempt.created_at > ahead)


def _tasked(ahead: datetime) -> sa.ColumnElement[bool]:
    mine = FollowUp.screening_id == Screening.id, FollowUp.created_at > ahead, FollowUp.done_at.is_(None)
    return sa.exists().where(*mine)


def _is_due(row: Screening, site: Site) -> None:
    now = clock.now()
    row.due_at = min(row.due_at, site.due(row.level, now))
    tries, tasks = _ahead_of(row, ContactAttempt), _ahead_of(row, FollowUp)
    for task in tasks:
        task.due_at = min(task.due_at, now)
    both: list[ContactAttempt | FollowUp] = [*tries, *tasks]
    for one in both:
        row.follow_up_at = now
        if one.created_at > clock.latest() + MOST_BETWEEN:
            one.created_at = now


def _ahead_of(row: Screening, table: type[Written]) -> Sequence[Written]:
    mine = sa.select(table).where(table.screening_id == row.id, table.created_at > clock.latest())
    return db.session.scalars(mine).all()


def _happened_by_now(column: InstrumentedAttribute[Any], *which: sa.ColumnElement[bool]) -> int:
    ahead = column > clock.latest() + MOST_BETWEEN
    return _update(sa.update(column.class_).where(*which, ahead).values({column: clock.now()}))


def _live_no_longer() -> int:
    """Answers that were not sent live for as long as any do, from now."""
    until, too_long = clock.now() + longest_life(), clock.latest() + longest_life()
    values = {"expires_at": until, "updated_at": clock.now()}
    return _update(sa.update(Draft).where(Draft.expires_at > too_long).values(values))


def _update(statement: sa.Update) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})
    return cast("sa.CursorResult[Any]", done).rowcount
