"""The account of disclosures, which the person may ask for: to whom their record was handed, when, and why.

42 CFR 2.25 with 45 CFR 164.528: the day, who got it, what it was, and the purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate
from app.handoff.csv_file import write
from app.handoff.disclose import HandedOff, handed_off
from app.handoff.notice import NOTICE
from app.handoff.rows import Value
from app.intake.case.own_site import find_screening
from app.intake.people.history import linked_with
from app.intake.records import Record


class Line(NamedTuple):
    """One copy, as a row of the table."""

    at: str
    screening: str
    recipient: str
    facility: str
    purpose: str
    purpose_text: str
    what: str
    deidentified: str
    form: str
    copy: str
    consent_id: str
    consent_until: str
    emergency: str
    why_not_asked: str
    handed_off_by: str


@dataclass(frozen=True)
class Disclosures:
    """Each copy of each screening of the person, the newest first, with the reference of its screening."""

    screening_id: str
    references: tuple[str, ...]
    copies: tuple[tuple[str, HandedOff], ...]


def open_disclosures(screening_id: str, staff: StaffUser) -> Disclosures:
    """All that was handed off of the person of this screening, as far as staff linked it; recorded as a reading.

    In the caller's transaction. Raises NoSuchScreening, vault.Unreadable.
    """
    begin_immediate()
    row = find_screening(screening_id, staff)
    linked = linked_with(row, staff)
    copies = [(one.reference, copy) for one in linked for copy in handed_off(Record.open(one))]
    record("handoff.listed", subject=("screening", row.id), actor=staff, screenings=[one.id for one in linked])
    newest_first = sorted(copies, key=lambda pair: pair[1].at, reverse=True)
    return Disclosures(row.id, tuple(one.reference for one in linked), tuple(newest_first))


def disclosures_csv(found: Disclosures) -> bytes:
    """The same as a table."""
    rows: list[Iterable[Value]] = [[NOTICE], Line._fields, *(_line(*pair) for pair in found.copies), [NOTICE]]
    return write(rows)


def _line(reference: str, copy: HandedOff) -> Line:
    scope, emergency = copy.scope, copy.scope.emergency
    return Line(
        at=copy.at.isoformat(),
        screening=reference,
        recipient=scope.recipient,
        facility=emergency.facility if emergency else "",
        purpose=scope.purpose,
        purpose_text=scope.purpose_text,
        what=scope.what,
        deidentified="yes" if scope.deidentified else "no",
        form=copy.form,
        copy=copy.number,
        consent_id=str(copy.consent_id or ""),
        consent_until=scope.until,
        emergency=emergency.nature if emergency else "",
        why_not_asked=emergency.why_not_asked if emergency else "",
        handed_off_by=copy.by,
    )
