"""Opening one screening: everything staff may read of it, and the record that they read it, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.accounts import StaffUser, names_of
from app.activity import record
from app.alerts import mark_seen
from app.extensions import begin_immediate, clock, db
from app.instruments import Answer
from app.intake.contact_attempts import tries_of
from app.intake.draft_state import Mode, RiskEvent, Shown, day_of, risk_event, shown
from app.intake.models import (
    Closure,
    Consent,
    Decision,
    FollowUp,
    Note,
    RiskEventRow,
    Screening,
    ScreeningVersion,
    SecondLook,
    StaffRow,
)
from app.intake.place import reached_at
from app.intake.records import BY_HAND, Record
from app.screening import Level, Outcome, judge
from app.screening.definitions_digest import definitions_digest


class NoSuchScreening(LookupError):
    """There is none of this id that the staff member may see; which of the two is not said."""


@dataclass(frozen=True)
class HandedOver:
    """One version of the answers: when and how it came, and what counted in it."""

    number: int
    kind: str
    at: datetime
    answers: dict[str, Answer]
    asked_in: dict[str, str]
    counted: frozenset[str]
    asked: tuple[str, ...]
    left_out: tuple[int, ...]
    shown: tuple[Shown, ...]
    contact: dict[str, str]
    started_at: datetime
    mode: Mode
    definitions: str
    entered_by: str | None
    written_on: date | None
    same_definitions: bool


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


@dataclass(frozen=True)
class Case:
    """Everything about one screening."""

    id: str
    reference: str
    level: Level
    status: str
    edition: int
    owner_id: UUID | None
    owner: str | None
    waiting_since: datetime
    due_at: datetime
    sent_at: datetime | None
    reached_at: datetime | None
    follow_up_at: datetime | None
    closed_at: datetime | None
    drill: bool
    by_hand: dict[str, str] | None
    versions: tuple[HandedOver, ...]
    outcome: Outcome
    events: tuple[RiskEvent, ...]
    consent: dict[str, Any] | None
    notes: tuple[StaffEntry, ...]
    attempts: tuple[StaffEntry, ...]
    tasks: tuple[Task, ...]
    decisions: tuple[StaffEntry, ...]
    closures: tuple[StaffEntry, ...]
    looks: tuple[Look, ...]

    @property
    def latest(self) -> HandedOver:
        """The answers as they were last handed over."""
        return self.versions[-1]


def open_case(screening_id: str, staff: StaffUser) -> Case:
    """Read one screening; the reading is recorded and its alerts count as seen, in the caller's transaction.

    Raises NoSuchScreening, vault.Unreadable.
    """
    begin_immediate()
    row = find_screening(screening_id, staff)
    case = case_of(row)
    mark_seen(row.id, staff.id, clock.now())
    record("screening.read", subject=("screening", row.id), actor=staff)  # last: it takes the lock of the log
    return case


def find_screening(screening_id: str, staff: StaffUser, *, to_write: bool = False) -> Screening:
    """The row, if it is of the staff member's own site. Raises NoSuchScreening."""
    query = sa.select(Screening).where(Screening.id == screening_id, Screening.site_id == staff.site_id)
    row = db.session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        raise NoSuchScreening
    return row


def last_handed_over(row: Screening) -> tuple[HandedOver, Outcome]:
    """The answers of a stored screening as they were last handed over, judged anew. Raises vault.Unreadable."""
    version = _version(*Record.open(row).all(ScreeningVersion)[-1])
    return version, _outcome(version)


def contact_of(row: Screening) -> dict[str, str]:
    """How the person may be reached, as they last said. Raises vault.Unreadable."""
    contact: dict[str, str] = Record.open(row).all(ScreeningVersion)[-1][1]["contact"]
    return contact


def case_of(row: Screening) -> Case:
    """Everything that is sealed with a screening. Raises vault.Unreadable."""
    sealed = Record.open(row)
    versions = tuple(_version(version, content) for version, content in sealed.all(ScreeningVersion))
    consents = [content for _, content in sealed.all(Consent)]
    return Case(
        id=row.id,
        reference=row.reference,
        level=Level(row.level),
        status=row.status,
        edition=row.edition,
        owner_id=row.owner_id,
        owner=names_of({row.owner_id}).get(row.owner_id) if row.owner_id else None,
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        sent_at=row.sent_at,
        reached_at=reached_at(row.status, row.first_contact_at, row.sent_at),
        follow_up_at=row.follow_up_at,
        closed_at=row.closed_at,
        drill=row.drill,
        by_hand=sealed.summary().get(BY_HAND),
        versions=versions,
        outcome=_outcome(versions[-1]),
        events=tuple(risk_event(content) for _, content in sealed.all(RiskEventRow)),
        consent=consents[0] if consents else None,
        notes=_entries(sealed.all(Note)),
        attempts=_entries(tries_of(sealed)),
        tasks=_tasks(sealed),
        decisions=_entries(sealed.all(Decision)),
        closures=_entries(sealed.all(Closure)),
        looks=_looks(row),
    )


def _version(version: ScreeningVersion, content: dict[str, Any]) -> HandedOver:
    answers = {key: tuple(value) if isinstance(value, list) else value for key, value in content["answers"].items()}
    return HandedOver(
        number=version.number,
        kind=version.kind,
        at=version.created_at,
        answers=answers,
        asked_in=content.get("languages", {}),  # handed over before there were languages
        counted=frozenset(content["on_path"]),
        asked=tuple(content["asked"]),
        left_out=tuple(content["left_out"]),
        shown=tuple(shown(entry) for entry in content["shown"]),
        contact=content["contact"],
        started_at=datetime.fromisoformat(content["started_at"]),
        mode=content.get("mode", "self"),  # handed over before there were others
        definitions=content["definitions"],
        entered_by=_name_of(content.get("entered_by")),
        written_on=day_of(content.get("written_on")),
        same_definitions=content["definitions"] == definitions_digest(),
    )


def _name_of(staff_id: str | None) -> str | None:
    """Who entered the answers; None if the person did."""
    return names_of({UUID(staff_id)}).get(UUID(staff_id), "?") if staff_id else None


def _outcome(version: HandedOver) -> Outcome:
    return judge({link_id: answer for link_id, answer in version.answers.items() if link_id in version.counted})


def _entries(found: Sequence[tuple[StaffRow, dict[str, Any]]]) -> tuple[StaffEntry, ...]:
    names = names_of({row.author_id for row, _ in found})
    return tuple(
        StaffEntry(str(row.id), names.get(row.author_id, "?"), row.created_at, content) for row, content in found
    )


def _tasks(sealed: Record) -> tuple[Task, ...]:
    """Open ones first, then by the time they are due."""
    found = sorted(sealed.all(FollowUp), key=lambda task: (task[0].done_at is not None, task[0].due_at))
    names = names_of({who for row, _ in found for who in (row.author_id, row.done_by) if who})
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


def _looks(row: Screening) -> tuple[Look, ...]:
    mine = sa.select(SecondLook).where(SecondLook.screening_id == row.id)
    found = db.session.scalars(mine.order_by(SecondLook.asked_at, SecondLook.id)).all()
    names = names_of({who for look in found for who in (look.by_id, look.asked_id) if who})
    return tuple(
        Look(
            id=look.id,
            kind=look.kind,
            of=str(look.of_id),
            by=names.get(look.by_id, "?"),
            by_id=look.by_id,
            asked=names.get(look.asked_id) if look.asked_id else None,
            asked_id=look.asked_id,
            done=look.done_at is not None,
        )
        for look in found
    )
