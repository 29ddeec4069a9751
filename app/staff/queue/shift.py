"""The rows of the shift hand-over: what was done for each, and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.intake.queue.shift import ShiftRow
from app.screening import Level
from app.staff.words.times import Target, Times


@dataclass(frozen=True)
class ShiftView:
    """One open screening."""

    id: str
    reference: str
    level: Level
    age: str
    owner: str | None
    stage: str
    next: Target
    unseen: bool
    drill: bool


def shift_views(rows: Iterable[ShiftRow], times: Times) -> list[ShiftView]:
    """The rows, in their order."""
    return [
        ShiftView(
            id=row.id,
            reference=row.reference,
            level=row.level,
            age=times.ago(row.waiting_since),
            owner=row.owner,
            stage=_stage(row),
            next=_next(row, times),
            unseen=row.unseen,
            drill=row.drill,
        )
        for row in rows
    ]


def _stage(row: ShiftRow) -> str:
    if row.spoken:
        return _("Spoken with") if row.tried else _("Spoken with, but not since the newest answers")
    return _("Tried to reach") if row.tried else _("Nobody has tried yet")


def _next(row: ShiftRow, times: Times) -> Target:
    if row.next_at is None:
        return Target(_("Nothing is set"), over=False)
    return Target(_("by %(moment)s", moment=times.exact(row.next_at)), over=row.next_at <= times.now)
