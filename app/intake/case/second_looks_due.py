"""Which acts wait for a second look, and the sample that is drawn of what was closed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import Names, StaffUser, names_of
from app.activity import record
from app.extensions import begin_immediate, clock, db, in_own_transaction
from app.intake.case.edition import Conflict
from app.intake.case.second_person import ask_second_look, for_staff
from app.intake.models import Closure, LookKind, Screening, SecondLook
from app.screening import Level
from app.sites import site_of

SAMPLE: Final = 5  # of those closed in the last week; a starting point to put before the clinical lead
MOST_ROWS: Final = 200
WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True)
class LookDue:
    """One act that waits. `own`: the reader's, so that somebody else has to look. `asked`: who is to confirm it."""

    screening_id: str
    reference: str
    level: Level
    closed: bool
    kind: LookKind
    by: str
    asked: str | None
    own: bool
    asked_at: datetime


def looks_due(staff: StaffUser) -> list[LookDue]:
    """The acts that wait for this member of staff, the longest first. Reading the list is recorded."""
    begin_immediate()
    query = (
        sa.select(SecondLook, Screening)
        .join(Screening, Screening.id == SecondLook.screening_id)
        .where(for_staff(staff), SecondLook.done_at.is_(None))
        .order_by(SecondLook.asked_at, SecondLook.id)
        .limit(MOST_ROWS)
    )
    found = db.session.execute(query).all()
    names = names_of(who for look, _row in found for who in (look.by_id, look.asked_id))
    record("reviews.read", subject=("site", staff.site_id), actor=staff, rows=len(found))
    return [_due(look, row, names, staff) for look, row in found]


def _due(look: SecondLook, row: Screening, names: Names, staff: StaffUser) -> LookDue:
    return LookDue(
        screening_id=row.id,
        reference=row.reference,
        level=Level(row.level),
        closed=row.closed_at is not None,
        kind=look.kind,
        by=names.get(look.by_id, "?"),
        asked=names.get(look.asked_id),
        own=look.by_id == staff.id,
        asked_at=look.asked_at,
    )


def count_due(staff: StaffUser) -> int:
    """How many wait for this person. In a transaction of its own: every page of theirs asks."""
    due = for_staff(staff), SecondLook.done_at.is_(None), SecondLook.by_id != staff.id
    with in_own_transaction(writes=False) as connection:
        return int(connection.execute(sa.select(sa.func.count()).where(*due)).scalar_one())


def drawn_this_week(staff: StaffUser) -> bool:
    """Whether a sample was drawn since Monday, on the site's own calendar."""
    this_week = SecondLook.asked_at.between(_monday(staff), clock.latest())
    drawn = sa.exists().where(SecondLook.site_id == staff.site_id, SecondLook.kind == "sample", this_week)
    return bool(db.session.scalar(sa.select(drawn)))


def draw_sample(staff: StaffUser) -> int:
    """Put some that were closed in the last week on the list, by chance. Returns how many; Conflict if it was done."""
    record("reviews.draw", subject=("site", staff.site_id), actor=staff)  # first: whoever draws too waits at the log
    if drawn_this_week(staff):
        raise Conflict(_("This week’s sample has been drawn already."))
    pool = db.session.scalars(_closed_lately(staff)).all()
    chosen = secrets.SystemRandom().sample(pool, min(SAMPLE, len(pool)))
    for row in chosen:
        ask_second_look(row, "sample", *_last_closure(row))
    return len(chosen)


def _closed_lately(staff: StaffUser) -> sa.Select[Screening]:
    """Those of the last week that no second look was asked for."""
    known = sa.exists().where(SecondLook.screening_id == Screening.id)
    lately = Screening.site_id == staff.site_id, Screening.closed_at > clock.now() - WEEK, ~Screening.drill
    return sa.select(Screening).where(*lately, ~known)


def _last_closure(row: Screening) -> tuple[UUID, UUID]:
    mine = sa.select(Closure.id, Closure.author_id).where(Closure.screening_id == row.id)
    of_id, by_id = db.session.execute(mine.order_by(Closure.created_at.desc(), Closure.id.desc()).limit(1)).one()
    return of_id, by_id


def _monday(staff: StaffUser) -> datetime:
    site = site_of(staff.site_id)
    today = site.day_of(clock.now())
    return datetime.combine(today - timedelta(days=today.weekday()), time.min, ZoneInfo(site.zone))
