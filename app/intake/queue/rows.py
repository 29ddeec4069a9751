"""The queue: who is called first, and why each is here."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from app.accounts import Names, StaffUser, names_of, of_site
from app.extensions import N_, clock, db
from app.intake.arriving.models import Draft
from app.intake.models import Screening
from app.intake.place import reached_at
from app.intake.queue.tabs import Tab, View, conditions
from app.intake.records import BY_HAND, Record
from app.screening import Level
from app.vault import Unreadable

IDLE_AFTER = timedelta(minutes=5)
MOST_ROWS = 200
ON_A_PAGE = 50
MOST_PRESSING_FIRST = (Screening.place, Screening.due_at, Screening.waiting_since, Screening.id)
MISSED_FIRST = (Screening.place, Screening.follow_up_at, Screening.id)
NEWEST_FIRST = (Screening.closed_at.desc(), Screening.id.desc())
UNREADABLE = N_("Cannot be read: its key is missing or it was changed")


@dataclass(frozen=True)
class QueueRow:
    """One screening as the queue shows it. `claimable`: open, and held by nobody who is still here."""

    id: str
    reference: str
    level: Level
    status: str
    reasons: tuple[str, ...]
    alias: str
    waiting_since: datetime
    due_at: datetime
    owner: str | None
    claimable: bool
    sent: bool
    drill: bool
    suspect: bool
    by_hand: dict[str, str] | None = None
    reached_at: datetime | None = None
    follow_up_at: datetime | None = None
    closed_at: datetime | None = None
    reachable: bool = False
    call: bool = False
    text: bool = False
    message: bool = False
    marks: tuple[str, ...] = ()

    def is_over(self, now: datetime) -> bool:
        """Whether its target has passed."""
        return now > self.due_at


@dataclass(frozen=True)
class IdleDraft:
    """Someone began and stopped: only the level and the time are known, to anyone."""

    level: Level
    since: datetime


@dataclass(frozen=True)
class Listed:
    """The rows of one view, and whether there are more than are shown."""

    rows: list[QueueRow]
    more: bool


def cases(view: View, staff: StaffUser) -> Listed:
    """The screenings of a view.

    Open ones by their place (`place.py`), then the one furthest past its target, then the longest wait counted from
    the first answer that raised a flag. Those to follow up by their place, then the one furthest past its time. Closed
    ones newest first. All of them by page.
    """
    size = ON_A_PAGE if view.tab is Tab.CLOSED else MOST_ROWS
    query = sa.select(Screening).where(*conditions(view, staff)).limit(size + 1).offset((view.page - 1) * size)
    match view.tab:
        case Tab.CLOSED:
            query = query.order_by(*NEWEST_FIRST)
        case Tab.FOLLOW_UP:
            query = query.order_by(*MISSED_FIRST)
        case _:
            query = query.order_by(*MOST_PRESSING_FIRST)
    found = db.session.scalars(query).all()
    return Listed(rows_of(found[:size], staff), more=len(found) > size)


def rows_of(screenings: Sequence[Screening], staff: StaffUser) -> list[QueueRow]:
    """Screenings as the queue shows them, in the order given."""
    owners = names_of(row.owner_id for row in screenings)
    here = {user.id for user in of_site(staff.site_id) if user.works_on_cases}
    return [_row(row, owners, here) for row in screenings]


def _row(row: Screening, owners: Names, here: Set[UUID]) -> QueueRow:
    try:
        summary = Record.open(row).summary()
    except Unreadable:
        summary = {"reasons": [UNREADABLE], "alias": ""}
    return QueueRow(
        id=row.id,
        reference=row.reference,
        level=Level(row.level),
        status=row.status,
        reasons=tuple(summary.pop("reasons")),
        marks=tuple(summary.pop("marks", ())),
        by_hand=summary.pop(BY_HAND, None),
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        owner=owners.get(row.owner_id),
        claimable=row.closed_at is None and row.owner_id not in here,
        sent=row.sent_at is not None,
        drill=row.drill,
        suspect=row.suspect,
        reached_at=reached_at(row.status, row.first_contact_at, row.sent_at),
        follow_up_at=row.follow_up_at,
        closed_at=row.closed_at,
        **summary,
    )


def idle_drafts(staff: StaffUser, level: Level | None = None) -> Sequence[IdleDraft]:
    """Unfinished screenings of the site on which nothing was answered for a while; most pressing first."""
    now = clock.now()
    query = (
        sa.select(Draft.level, Draft.updated_at)
        .where(Draft.site_id == staff.site_id, Draft.status == "open")
        .where(Draft.updated_at < now - IDLE_AFTER, Draft.expires_at > now)
        .where(~sa.exists().where(Screening.draft_id == Draft.id))  # who asked for a call stands in the queue itself
        .order_by(Draft.updated_at.desc())
        .limit(MOST_ROWS)
    )
    query = query.where(Draft.level == level) if level else query
    drafts = [IdleDraft(Level(level), since) for level, since in db.session.execute(query)]
    return sorted(drafts, key=lambda draft: (draft.level.rank, draft.since))
