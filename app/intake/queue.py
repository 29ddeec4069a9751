"""The queue: who is called first, and why each is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts import StaffUser, names_of
from app.extensions import N_, clock, db
from app.intake.models import Draft, Screening
from app.intake.records import Record
from app.screening import Level
from app.vault import Unreadable

IDLE_AFTER = timedelta(minutes=5)
MOST_ROWS = 200
UNREADABLE = N_("Cannot be read: its key is missing or it was changed")


@dataclass(frozen=True)
class QueueRow:
    """One open screening as the queue shows it."""

    id: str
    reference: str
    level: Level
    status: str
    reasons: tuple[str, ...]
    alias: str
    waiting_since: datetime
    due_at: datetime
    owner: str | None
    sent: bool
    reachable: bool = False
    call: bool = False
    text: bool = False
    message: bool = False

    def is_over(self, now: datetime) -> bool:
        """Whether its target has passed."""
        return now > self.due_at


@dataclass(frozen=True)
class IdleDraft:
    """Someone began and stopped: only the level and the time are known, to anyone."""

    level: Level
    since: datetime


def open_cases(staff: StaffUser) -> list[QueueRow]:
    """Open screenings of the staff member's site: by level, a recent attempt first within urgent, then the one furthest
    past its target, then the longest wait counted from the first answer that raised a flag."""
    query = (
        sa.select(Screening)
        .where(Screening.site_id == staff.site_id, Screening.closed_at.is_(None))
        .order_by(Screening.queue_rank, Screening.due_at, Screening.waiting_since, Screening.id)
        .limit(MOST_ROWS)
    )
    rows = db.session.scalars(query).all()
    owners = names_of({row.owner_id for row in rows if row.owner_id})
    return [_row(row, owners.get(row.owner_id) if row.owner_id else None) for row in rows]


def _row(row: Screening, owner: str | None) -> QueueRow:
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
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        owner=owner,
        sent=row.sent_at is not None,
        **summary,
    )


def idle_drafts(staff: StaffUser) -> Sequence[IdleDraft]:
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
    drafts = [IdleDraft(Level(level), since) for level, since in db.session.execute(query)]
    return sorted(drafts, key=lambda draft: (draft.level.rank, draft.since))
