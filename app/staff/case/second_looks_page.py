"""Second looks in words: on their list, and on the page of one screening."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.second_looks_due import LookDue
from app.intake.case.written import Look
from app.screening import Level
from app.staff.pages.times import Times

KINDS: Final = {
    "closed_alone": N_("Imminent, and closed by one person"),
    "lowered_alone": N_("Imminent, and given another level by one person"),
    "sample": N_("Drawn by chance from those closed"),
}
NAMED: Final = {
    "closed_alone": N_("Imminent, and closed"),
    "lowered_alone": N_("Imminent, and given another level"),
}


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
            what=_what(look),
            by=look.by,
            own=look.by_id == reader,
            asked=look.asked,
            asks_you=look.asked_id == reader,
        )
        for look in looks
        if not look.done
    ]


def _what(look: Look | LookDue) -> str:
    return _(NAMED[look.kind] if look.asked else KINDS[look.kind])


def due_views(rows: Iterable[LookDue], times: Times) -> list[DueView]:
    """The list, in its order."""
    return [
        DueView(
            screening_id=row.screening_id,
            reference=row.reference,
            level=row.level,
            what=_what(row),
            by=row.by,
            own=row.own,
            asked=row.asked,
            waiting=times.ago(row.asked_at),
            since=times.exact(row.asked_at),
            closed=row.closed,
        )
        for row in rows
    ]
