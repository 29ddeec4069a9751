"""Ordering that a screening is sent, and stopping it, by staff."""

from uuid import UUID

from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock
from app.handoff.disclose import hand_off
from app.handoff.fhir_file import transaction_of
from app.handoff.push.ending import end
from app.handoff.push.models import FhirPush
from app.handoff.push.servers import server_of
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.records import Record

FORM = "sent"


class NoSuchPush(LookupError):
    """This screening has none of this id."""


def order(screening_id: str, staff: StaffUser, consent_id: UUID | None) -> None:
    """Write the hand-off down and have the record sent, in the caller's transaction.

    Raises Refused if the consent is not in force, Conflict if whoever it names has no system that takes it or if it is
    on its way there already, NoSuchScreening, vault.Unreadable.
    """
    copy = hand_off(screening_id, staff, consent_id, FORM)
    server, given = server_of(copy.scope.recipient), copy.given
    if server is None or given is None:
        raise Conflict(_("No system is set up for whoever this consent names. Nothing was sent."))
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    if any(content["server"] == server.name for push, content in sealed.all(FhirPush) if push.ended_at is None):
        raise Conflict(_("It is on its way there already. Nothing more was sent."))
    sealed.add(
        FhirPush,
        {"server": server.name, "recipient": given.signed.recipient, "bundle": transaction_of(copy)},
        author_id=staff.id,
        site_id=row.site_id,
        consent_id=given.id,
        next_try_at=clock.now(),
    )


def stop(screening_id: str, staff: StaffUser, push_id: UUID) -> None:
    """Do not try again. Raises Conflict if it is over, NoSuchPush, NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    found = next((pair for pair in sealed.all(FhirPush) if pair[0].id == push_id), None)
    if found is None:
        raise NoSuchPush
    if not end(sealed, *found, "stopped"):
        raise Conflict(_("It was over already."))
    record("handoff.stopped", subject=("screening", row.id), actor=staff)
