"""What became of the records that staff had sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, clock, db
from app.handoff.push.models import Ending, FhirPush
from app.intake.case.own_site import find_screening
from app.intake.records import Record

State = Literal["waiting", "failing"] | Ending
LATE_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Sending:
    """One record. `ended_at`: None while it is under way. `in_doubt`: a try broke off where it may have arrived."""

    id: UUID
    screening_id: str
    reference: str
    recipient: str
    ordered_at: datetime
    state: State
    ended_at: datetime | None
    problem: str
    in_doubt: bool


def sendings_of(sealed: Record) -> list[Sending]:
    """Those of one screening, newest first."""
    return [_sending(sealed, push, content) for push, content in reversed(sealed.all(FhirPush))]


def read_sendings(staff: StaffUser, count: int) -> list[Sending]:
    """At a colleague's site, all that are under way, and the newest of those that are over; newest first.

    That they were read is recorded, in the caller's transaction. Raises vault.Unreadable.
    """
    begin_immediate()
    found = _at_site_of(staff, count)
    record("sending.read", subject=("site", staff.site_id), actor=staff, rows=len(found))
    return found


def _at_site_of(staff: StaffUser, count: int) -> list[Sending]:
    at_site = FhirPush.site_id == staff.site_id
    over = sa.select(FhirPush).where(at_site, FhirPush.ended_at.is_not(None))
    pushes = [
        *db.session.scalars(sa.select(FhirPush).where(at_site, FhirPush.ended_at.is_(None))),
        *db.session.scalars(over.order_by(FhirPush.created_at.desc(), FhirPush.id.desc()).limit(count)),
    ]
    wanted = {push.id for push in pushes}
    records = [Record.open(find_screening(name, staff)) for name in {push.screening_id for push in pushes}]
    found = [sending for sealed in records for sending in sendings_of(sealed) if sending.id in wanted]
    return sorted(found, key=lambda sending: sending.ordered_at, reverse=True)


def count_failing(site_id: str) -> int:
    """How many are under way at a site of which a try has failed."""
    failing = FhirPush.ended_at.is_(None), FhirPush.problem != ""
    query = sa.select(sa.func.count()).select_from(FhirPush).where(FhirPush.site_id == site_id, *failing)
    return db.session.scalar(query) or 0


def count_late() -> int:
    """How many were ordered an hour ago or longer, anywhere, and are still under way."""
    late = FhirPush.ended_at.is_(None), FhirPush.created_at <= clock.now() - LATE_AFTER
    return db.session.scalar(sa.select(sa.func.count()).select_from(FhirPush).where(*late)) or 0


def _sending(sealed: Record, push: FhirPush, content: dict[str, Any]) -> Sending:
    return Sending(
        id=push.id,
        screening_id=sealed.screening.id,
        reference=sealed.screening.reference,
        recipient=content["recipient"],
        ordered_at=push.created_at,
        state=push.ending or ("failing" if push.problem else "waiting"),
        ended_at=push.ended_at,
        problem=push.problem,
        in_doubt=push.in_doubt,
    )
