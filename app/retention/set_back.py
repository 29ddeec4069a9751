"""What was written while the clock was ahead, once it is set back: no duty waits for years, nothing is kept so long.

A duty is due at the latest when it would be if it had come now, unless this clock and the database's differ. What is
said to have happened more than a day from now is said to have happened now; what is less far ahead is left as it is,
because this clock may be the one that is wrong.
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
from app.extensions import clock, db, writing
from app.extensions.other_clock import disagreement
from app.handoff.models import Disclosure
from app.intake.arriving.models import Draft, KioskVisit
from app.intake.models import ContactAttempt, FollowUp, Screening
from app.intake.people.models import Rescreen
from app.intake.people.rescreens import WEEKS, due_after
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
_ELSEWHERE: Final = (KioskVisit.made_at, ApiAnswer.at, RightsRequest.created_at, Disclosure.created_at)

Written = TypeVar("Written", ContactAttempt, FollowUp)


def put_right() -> None:
    """Put right whatever says that it comes from later than now, and record how much. In a transaction of its own."""
    with writing():
        changed = _live_no_longer()  # first: whoever sends holds their draft before the screening
        changed += sum(_at_site(site) for site in every_site()) + sum(map(_happened_by_now, _ELSEWHERE))
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
    changed += sum(_planned_by_now(site, weeks) for weeks in WEEKS)
    return len(owed) + changed + _happened_by_now(Screening.closed_at, here)


def _owed_too_late(site: Site) -> sa.Select[Screening]:
    """Open screenings that came at a time that has not come, are due far too late, or were put off in the future."""
    of_the_future = Screening.waiting_since > _surely_ahead()
    late = [_is_late(level, site.due(level, clock.now()), of_the_future) for level in Level]
    put_off = (Screening.follow_up_at > _surely_ahead()) & (_wrote(ContactAttempt) | _wrote(FollowUp))
    found = sa.select(Screening).where(Screening.site_id == site.id, _OPEN, sa.or_(*late, put_off))
    return found.order_by(Screening.id)


def _is_late(level: Level, due: datetime, of_the_future: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    far = Screening.due_at > due + A_WEEK
    return (Screening.level == level) & (far | (of_the_future & (Screening.due_at > due)))


def _wrote(table: type[Written]) -> sa.ColumnElement[bool]:
    return sa.exists().where(table.screening_id == Screening.id, table.created_at > _ahead())


def _surely_ahead() -> datetime:
    """From when on it was not this clock that is wrong: of two that differ by less than a day, either may be."""
    return _ahead() if disagreement() else clock.latest()


def _ahead() -> datetime:
    return clock.latest() + MOST_BETWEEN


def _is_due(row: Screening, site: Site) -> None:
    now = clock.now()
    row.due_at = min(row.due_at, site.due(row.level, now))
    tries, tasks = _ahead_of(row, ContactAttempt), _ahead_of(row, FollowUp)
    for task in tasks:
        task.due_at = min(task.due_at, now)
    written: list[ContactAttempt | FollowUp] = [*tries, *tasks]
    for one in written:
        row.follow_up_at = one.created_at = now


def _ahead_of(row: Screening, table: type[Written]) -> Sequence[Written]:
    mine = sa.select(table).where(table.screening_id == row.id, table.created_at > _ahead())
    return db.session.scalars(mine).all()


def _planned_by_now(site: Site, weeks: int) -> int:
    """A screening is repeated no later than so many weeks from now."""
    due = due_after(clock.now(), weeks, site.calendar)
    too_late = Rescreen.site_id == site.id, Rescreen.weeks == weeks, Rescreen.due_at > due + A_WEEK
    return _put(sa.update(Rescreen).where(*too_late, Rescreen.over_at.is_(None)).values(due_at=due))


def _happened_by_now(column: InstrumentedAttribute[Any], *which: sa.ColumnElement[bool]) -> int:
    return _put(sa.update(column.class_).where(*which, column > _ahead()).values({column: clock.now()}))


def _put(change: sa.Update) -> int:
    done = db.session.execute(change, execution_options={"synchronize_session": False})
    return cast("sa.CursorResult[Any]", done).rowcount


def _live_no_longer() -> int:
    """Answers that were not sent live for as long as they would, from now."""
    of_the_future = sa.select(Draft).where(Draft.updated_at > _ahead()).order_by(Draft.id).with_for_update()
    drafts = db.session.scalars(of_the_future).all()
    for draft in drafts:
        draft.expires_at += clock.now() - draft.updated_at
        draft.updated_at = clock.now()
    return len(drafts)
