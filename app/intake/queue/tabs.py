"""The tabs of the queue: which screenings stand under each of them, and how many."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from app.accounts import StaffUser, of_site
from app.extensions import clock, db
from app.intake.models import Screening
from app.intake.place import PRESSING
from app.screening import Level

MOST_COUNTED: Final = 1000  # of those that are closed, which only ever become more

Condition = sa.ColumnElement[bool]


class Tab(StrEnum):
    """A part of the queue, by its name in an address."""

    OPEN = "open"
    MINE = "mine"
    UNCLAIMED = "unclaimed"
    WAITING = "waiting"
    FOLLOW_UP = "follow-up"
    SUSPECT = "suspect"
    CLOSED = "closed"
    IN_PROGRESS = "in-progress"


SCREENINGS: Final = tuple(tab for tab in Tab if tab is not Tab.IN_PROGRESS)  # nobody can read those in progress


@dataclass(frozen=True)
class View:
    """What somebody wants to see of the queue. It stands in an address, so nothing in it is about a person."""

    tab: Tab = Tab.OPEN
    level: Level | None = None
    owner: StaffUser | None = None
    page: int = 1


def conditions(view: View, staff: StaffUser) -> list[Condition]:
    """What holds for every screening of a view, at the staff member's own site."""
    return [*_wanted(view, staff), _state(view.tab), _under(staff)[view.tab]]


def counts(view: View, staff: StaffUser) -> dict[Tab, int]:
    """How many screenings stand under each tab with the same level and owner; of those closed at most MOST_COUNTED."""
    under = _under(staff)
    still_open = [tab for tab in SCREENINGS if tab is not Tab.CLOSED]
    columns = [sa.func.count().filter(under[tab]) for tab in still_open]
    numbers = db.session.execute(sa.select(*columns).where(*_wanted(view, staff), _state(Tab.OPEN))).one()
    return {**dict(zip(still_open, numbers, strict=True)), Tab.CLOSED: _closed(view, staff)}


def whose_holder_is_here(staff: StaffUser) -> Condition:
    """Somebody who still works on screenings at the site holds it."""
    return Screening.owner_id.in_([user.id for user in of_site(staff.site_id) if user.works_on_cases])


def in_sight() -> Condition:
    """What stands among all that is open: not what a program may have made, unless it presses."""
    return sa.or_(Screening.suspect.is_(False), Screening.level.in_(PRESSING))


def _closed(view: View, staff: StaffUser) -> int:
    some = sa.select(Screening.id).where(*_wanted(view, staff), _state(Tab.CLOSED)).limit(MOST_COUNTED)
    return db.session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0


def _wanted(view: View, staff: StaffUser) -> list[Condition]:
    wanted = [Screening.site_id == staff.site_id]
    if view.level:
        wanted.append(Screening.level == view.level)
    if view.owner:
        wanted.append(Screening.owner_id == view.owner.id)
    return wanted


def _state(tab: Tab) -> Condition:
    return Screening.closed_at.is_not(None) if tab is Tab.CLOSED else Screening.closed_at.is_(None)


def _under(staff: StaffUser) -> dict[Tab, Condition]:
    """What sets each tab apart, besides open or closed."""
    return {
        Tab.OPEN: in_sight(),
        Tab.MINE: Screening.owner_id == staff.id,
        Tab.UNCLAIMED: sa.and_(in_sight(), sa.or_(Screening.owner_id.is_(None), ~whose_holder_is_here(staff))),
        Tab.WAITING: _waiting(clock.now()),
        Tab.FOLLOW_UP: Screening.follow_up_at <= clock.now(),
        Tab.SUSPECT: Screening.suspect.is_(True),
        Tab.CLOSED: sa.true(),
        Tab.IN_PROGRESS: sa.false(),
    }


def _waiting(now: datetime) -> Condition:
    """Staff tried, and it is the person's turn until the moment at which staff look again."""
    later = sa.or_(Screening.follow_up_at.is_(None), Screening.follow_up_at > now)
    return sa.and_(Screening.status == "attempted", later)
