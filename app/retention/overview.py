"""Everything about keeping one screening, for the page on which staff see and change it."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate
from app.intake.case.own_site import find_screening
from app.intake.records import Record
from app.retention.holds import Hold, held_now, holds_of
from app.retention.on_request import why_not
from app.retention.policy import Keeping, keeping_of
from app.retention.requests import Request, asked, requests_of


@dataclass(frozen=True)
class KeepingOfOne:
    """`held`: by a hold of its own, or of another screening of its person. `stays_because`: why it cannot go now."""

    screening_id: str
    reference: str
    drill: bool
    closed_at: datetime | None
    keeping: Keeping
    held: bool
    holds: list[Hold]
    requests: list[Request]
    stays_because: str


def open_keeping(screening_id: str, staff: StaffUser) -> KeepingOfOne:
    """Read it; that it was read is recorded, in the caller's transaction. Raises NoSuchScreening, vault.Unreadable."""
    begin_immediate()
    row = find_screening(screening_id, staff)
    sealed = Record.open(row)
    found = KeepingOfOne(
        screening_id=row.id,
        reference=row.reference,
        drill=row.drill,
        closed_at=row.closed_at,
        keeping=keeping_of(row.site_id),
        held=held_now(row.id),
        holds=holds_of(sealed),
        requests=requests_of(sealed),
        stays_because=why_not(row),
    )
    record("keeping.read", subject=("screening", row.id), actor=staff)
    return found


@dataclass(frozen=True)
class InShort:
    """For the page of a screening: whether a hold keeps it, and how many requests of its person wait."""

    held: bool
    asked: int


def in_short(screening_id: str) -> InShort:
    """The same, in the caller's transaction."""
    return InShort(held_now(screening_id), len(asked(screening_id)))
