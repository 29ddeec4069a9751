"""What became of the records that staff had sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, clock, db
from app.handoff.push.models import Ending, FhirPush
from app.intake.case.own_site import find_screening
from app.intake.models import Screening
from app.intake.records import Record
from app.vault import Unreadable

State = Literal["waiting", "failing"] | Ending
LATE_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Sending:
    """One record. `recipient`: None if it cannot be opened. `ended_at`: None while it is under way.

    `in_doubt`: a try broke off where it may have arrived.
    """

    id: UUID
    screening_id: str
    reference: str
    recipient: str | None
    ordered_at: datetime
    state: State
    ended_at: datetime | None
    problem: str
    in_doubt: bool


def sendings_of(sealed: Record) -> list[Sending]:
    """Those of one screening, newest first."""
    return [_sending(sealed.screening, push, content["recipient"]) for push, content in reversed(sealed.all(FhirPush))]


def read_sendings(staff: StaffUser, count: int) -> list[Sending]:
    """At a colleague's site: so many of those under way, failing ones and then those that wait longest before others,
    and of the newest that are over; newest first.

    That they were read is recorded, in the caller's transaction.
    """
    begin_immediate()
    found = _at_site_of(staff, count)
    record("sending.read", subject=("site", staff.site_id), actor=staff, rows=len(found))
    return found


def _at_site_of(staff: StaffUser, count: int) -> list[Sending]:
    at_site = sa.select(FhirPush).where(FhirPush.site_id == staff.site_id)
    failing_first = FhirPush.problem == "", FhirPush.created_at, FhirPush.id
    under_way = at_site.where(FhirPush.ended_at.is_(None)).order_by(*failing_first)
    over = at_site.where(FhirPush.ended_at.is_not(None)).order_by(FhirPush.created_at.desc(), FhirPush.id.desc())
    pushes = [push for query in (under_way, over) for push in db.session.scalars(query.limit(count))]
    rows = {name: find_screening(name, staff) for name in {push.screening_id for push in pushes}}
    found = [_sending(rows[push.screening_id], push, _recipient(rows[push.screening_id], push)) for push in pushes]
    return sorted(found, key=lambda sending: (sending.ordered_at, sending.id), reverse=True)


def _recipient(row: Screening, push: FhirPush) -> str | None:
    try:
        return str(Record.open(row).content(push)["recipient"])
    except Unreadable:
        return None


def count_under_way(site_id: str) -> int:
    """How many are under way at a site."""
    return _count(FhirPush.site_id == site_id)


def count_failing(site_id: str) -> int:
    """How many are under way at a site of which a try has failed."""
    return _count(FhirPush.site_id == site_id, FhirPush.problem != "")


def count_late() -> int:
    """How many were ordered an hour ago or longer, anywhere, and are still under way.

    Also those that were ordered while the clock was ahead: nobody knows for how long they have been.
    """
    return _count((FhirPush.created_at <= clock.now() - LATE_AFTER) | (FhirPush.created_at > clock.latest()))


def _count(*which: sa.ColumnElement[bool]) -> int:
    under_way = sa.select(sa.func.count()).select_from(FhirPush).where(FhirPush.ended_at.is_(None), *which)
    return db.session.scalar(under_way) or 0


def _sending(row: Screening, push: FhirPush, recipient: str | None) -> Sending:
    return Sending(
        id=push.id,
        screening_id=row.id,
        reference=row.reference,
        recipient=recipient,
        ordered_at=push.created_at,
        state=push.ending or ("failing" if push.problem else "waiting"),
        ended_at=push.ended_at,
        problem=push.problem,
        in_doubt=push.in_doubt,
    )
