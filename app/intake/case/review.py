"""Opening one screening: everything staff may read of it, and the record that they read it, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts import StaffUser, names_of
from app.activity import record
from app.alerts import mark_seen
from app.extensions import begin_immediate, clock
from app.intake.case.own_site import find_screening
from app.intake.case.recheck import is_mismatched
from app.intake.case.versions import Version, outcome_of, versions_of
from app.intake.case.written import Look, StaffEntry, Task, entries_of, looks_of, tasks_of
from app.intake.contact_attempts import attempts_of
from app.intake.draft_state import RiskEvent, risk_event
from app.intake.models import Closure, Consent, Decision, Note, RiskEventRow, Screening
from app.intake.place import reached_at
from app.intake.records import BY_HAND, Record
from app.screening import Level, Outcome


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
    suspect: bool
    marks: tuple[str, ...]
    by_hand: dict[str, str] | None
    versions: tuple[Version, ...]
    outcome: Outcome
    events: tuple[RiskEvent, ...]
    consent: dict[str, Any] | None
    notes: tuple[StaffEntry, ...]
    attempts: tuple[StaffEntry, ...]
    tasks: tuple[Task, ...]
    decisions: tuple[StaffEntry, ...]
    closures: tuple[StaffEntry, ...]
    looks: tuple[Look, ...]
    scores_doubted: bool

    @property
    def latest(self) -> Version:
        """The answers as they last came."""
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


def case_of(row: Screening) -> Case:
    """Everything that is sealed with a screening. Raises vault.Unreadable."""
    sealed = Record.open(row)
    summary = sealed.summary()
    versions = versions_of(sealed)
    consents = [content for _, content in sealed.all(Consent)]
    return Case(
        id=row.id,
        reference=row.reference,
        level=Level(row.level),
        status=row.status,
        edition=row.edition,
        owner_id=row.owner_id,
        owner=names_of([row.owner_id]).get(row.owner_id),
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        sent_at=row.sent_at,
        reached_at=reached_at(row.status, row.first_contact_at, row.sent_at),
        follow_up_at=row.follow_up_at,
        closed_at=row.closed_at,
        drill=row.drill,
        suspect=row.suspect,
        marks=tuple(summary.get("marks", ())),
        by_hand=summary.get(BY_HAND),
        versions=versions,
        outcome=outcome_of(versions[-1]),
        events=tuple(risk_event(content) for _, content in sealed.all(RiskEventRow)),
        consent=consents[0] if consents else None,
        notes=entries_of(sealed.all(Note)),
        attempts=entries_of(attempts_of(sealed)),
        tasks=tasks_of(sealed),
        decisions=entries_of(sealed.all(Decision)),
        closures=entries_of(sealed.all(Closure)),
        looks=looks_of(row),
        scores_doubted=is_mismatched(row.id),
    )
