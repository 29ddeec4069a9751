"""What staff wrote about one screening, as its page shows it: entries, follow-up tasks, second looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.accounts import names_of
from app.extensions import db
from app.intake.models import FollowUp, Screening, SecondLook, StaffRow
from app.intake.records import Record


class DecisionKind(StrEnum):
    """What was decided: the `kind` in the sealed content of a Decision."""

    TAKEN_OVER = "taken_over"
    LEVEL = "level"
    TRACK = "track"
    SECOND_LOOK = "second_look"
    REOPENED = "reopened"


@dataclass(frozen=True)
class StaffEntry:
    """A note, contact attempt, decision or closure: who, when, what."""

    id: str
    by: str
    at: datetime
    content: dict[str, Any]


@dataclass(frozen=True)
class Task:
    """A follow-up task; `done_by` is nobody as long as it is open."""

    id: str
    by: str
    text: str
    due_at: datetime
    done_at: datetime | None
    done_by: str | None


@dataclass(frozen=True)
class Look:
    """A second look that was asked for at an entry; `done` once somebody took it. `asked`: who is to confirm it."""

    id: UUID
    kind: str
    of: str
    by: str
    by_id: UUID
    asked: str | None
    asked_id: UUID | None
    done: bool


def entries_of(found: Sequence[tuple[StaffRow, dict[str, Any]]]) -> tuple[StaffEntry, ...]:
    """Who wrote each, when and what, in the order given."""
    names = names_of(row.author_id for row, _ in found)
    return tuple(
        StaffEntry(str(row.id), names.get(row.author_id, "?"), row.created_at, content) for row, content in found
    )


def tasks_of(sealed: Record) -> tuple[Task, ...]:
    """Its follow-up tasks: open ones first, then by the time they are due."""
    found = sorted(sealed.all(FollowUp), key=lambda task: (task[0].done_at is not None, task[0].due_at))
    names = names_of(who for row, _ in found for who in (row.author_id, row.done_by))
    return tuple(
        Task(
            id=str(row.id),
            by=names.get(row.author_id, "?"),
            text=content["text"],
            due_at=row.due_at,
            done_at=row.done_at,
            done_by=names.get(row.done_by, "?") if row.done_by else None,
        )
        for row, content in found
    )


def looks_of(row: Screening) -> tuple[Look, ...]:
    """Every second look that was asked for, the earliest first."""
    mine = sa.select(SecondLook).where(SecondLook.screening_id == row.id)
    found = db.session.scalars(mine.order_by(SecondLook.asked_at, SecondLook.id)).all()
    names = names_of(who for look in found for who in (look.by_id, look.asked_id))
    return tuple(
        Look(
            id=look.id,
            kind=look.kind,
            of=str(look.of_id),
            by=names.get(look.by_id, "?"),
            by_id=look.by_id,
            asked=names.get(look.asked_id),
            asked_id=look.asked_id,
            done=look.done_at is not None,
        )
        for look in found
    )
