"""Second looks in words: on their list, and on the page of one screening."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.intake.case.second_looks_due import LookDue
from app.intake.case.written import Look
from app.screening import Level
from app.staff.words.second_looks import why_due
from app.staff.words.times import Times


@dataclass(frozen=True)
class LookView:
    """A second look that is due at the screening on the page. `own`: the reader's own act.

    `asked`: who is to confirm it; `asks_you`: that is the reader.
    """

    id: UUID
    what: str
    by: str
    own: bool
    asked: str | None
    asks_you: bool


@dataclass(frozen=True)
class DueView:
    """A row of the list."""

    screening_id: str
    reference: str
    level: Level
    what: str
    by: str
    own: bool
    asked: str | None
    waiting: str
    since: str
    closed: bool


def look_views(looks: Iterable[Look], reader: UUID) -> list[LookView]:
    """Those that are still due."""
    return [
        LookView(
            id=look.id,
            what=why_due(look),
            by=look.by,
            own=look.by_id == reader,
            asked=look.asked,
            asks_you=look.asked_id == reader,
        )
        for look in looks
        if not look.done
    ]


def due_views(rows: Iterable[LookDue], times: Times) -> list[DueView]:
    """The list, in its order."""
    return [
        DueView(
            screening_id=row.screening_id,
            reference=row.reference,
            level=row.level,
            what=why_due(row),
            by=row.by,
            own=row.own,
            asked=row.asked,
            waiting=times.ago(row.asked_at),
            since=times.exact(row.asked_at),
            closed=row.closed,
        )
        for row in rows
    ]
