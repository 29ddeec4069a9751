"""Everything about handing one screening on, for the page on which staff do it."""

from dataclasses import dataclass

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate
from app.handoff.consents import Given, consents_of
from app.handoff.disclose import HandedOff, handed_off
from app.handoff.push.under_way import Sending, sendings_of
from app.intake.case.own_site import find_screening
from app.intake.case.versions import contact_of
from app.intake.records import Record


@dataclass(frozen=True)
class Overview:
    """What was allowed so far, and what was handed off. `name`: as the person last gave it, if they did."""

    screening_id: str
    reference: str
    name: str
    drill: bool
    consents: list[Given]
    copies: list[HandedOff]
    sendings: list[Sending]


def open_overview(screening_id: str, staff: StaffUser) -> Overview:
    """Read it; that it was read is recorded, in the caller's transaction. Raises NoSuchScreening, vault.Unreadable."""
    begin_immediate()
    row = find_screening(screening_id, staff)
    sealed = Record.open(row)
    found = Overview(
        screening_id=row.id,
        reference=row.reference,
        name=contact_of(row).get("contact_name", ""),
        drill=row.drill,
        consents=consents_of(sealed),
        copies=handed_off(sealed),
        sendings=sendings_of(sealed),
    )
    record("handoff.read", subject=("screening", row.id), actor=staff)
    return found
