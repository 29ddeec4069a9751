"""Second looks in words: on their list, and on the page of one screening."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.looks_due import LookDue
from app.intake.review import Look
from app.screening import Level
from app.staff.pages.times import Times

KINDS: Final = {
    "closed_alone": N_("Imminent, and closed by one person"),
    "lowered_alone": N_("Imminent, and given another level by one person"),
    "sample": N_("Drawn by chance from those closed"),
}


@dataclass(frozen=True)
class LookView:
    """A second look that is due at the screening on the page. `own`: the reader's own act."""

    id: UUID
    what: str
    by: str
    own: bool


@dataclass(frozen=True)
class DueView:
    """A row of the list."""

    screening_id: str
    reference: str
    level: Level
    what: str
    by: str
    own: bool
    waiting: str
    since: str
    closed: bool


def look_views(looks: Iterable[Look], reader: UUID) -> list[LookView]:
    """Those that are still due."""
    return [LookView(look.id, _(KINDS[look.kind]), look.by, look.by_id == reader) for look in looks if not look.done]


def due_views(rows: Iterable[LookDue], times: Times) -> list[DueView]:
    """The list, in its order."""
    return [
        DueView(
            screening_id=row.screening_id,
            reference=row.reference,
            level=row.level,
            what=_(KINDS[row.kind]),
            by=row.by,
            own=row.own,
            waiting=times.ago(row.asked_at),
            since=times.exact(row.asked_at),
            closed=row.closed,
        )
        for row in rows
    ]
