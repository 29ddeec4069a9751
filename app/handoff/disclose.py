"""Handing a screening to somebody: under a consent that stands, or in a medical emergency; each copy is a row.

The row, the record of the act and the copy itself come out of one transaction: without the row there is no copy.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from flask_babel import gettext as _

from app.accounts import StaffUser, names_of
from app.activity import Actor, record
from app.extensions import N_, begin_immediate, clock, db
from app.handoff.consents import Given, NoSuchConsent, Standing, consent_of
from app.handoff.deidentify import deidentified
from app.handoff.models import Disclosure
from app.handoff.report import Report, What, report_of
from app.intake.case.own_site import find_screening
from app.intake.case.review import Case, case_of
from app.intake.records import Record
from app.sites import site_of

Refusal = Literal["no_consent", "revoked", "happened", "expired"]

WHY_NOT: Final[Mapping[Refusal, str]] = {
    "no_consent": N_("Nothing was handed off: choose a consent that is in force."),
    "revoked": N_("Nothing was handed off: the person took this consent back."),
    "happened": N_("Nothing was handed off: this consent has ended."),
    "expired": N_("Nothing was handed off: the last day of this consent is over."),
}
BY_STANDING: Final[Mapping[Standing, Refusal | None]] = {
    "stands": None,
    "revoked": "revoked",
    "happened": "happened",
    "expired": "expired",
}


class Refused(Exception):
    """Nothing may be handed off. The message says why, and is fit for the page, in the reader's language."""

    def __init__(self, why: Refusal) -> None:
        self.why = why
        super().__init__(_(WHY_NOT[why]))


@dataclass(frozen=True)
class Scope:
    """To whom a copy goes, why, what is in it, and what allows that. `until`: the last day of the consent."""

    recipient: str
    purpose: str
    purpose_text: str
    what: What
    emergency: "Emergency | None" = None
    until: str = ""
    deidentified: bool = False


@dataclass(frozen=True)
class Emergency:
    """What 42 CFR 2.51 asks to be written down at once when nobody could be asked for consent."""

    recipient: str
    facility: str
    nature: str
    why_not_asked: str


@dataclass(frozen=True)
class Stamp:
    """By what a copy that turns up somewhere is found in the account of disclosures: its number, who made it, and when.

    A de-identified one has its number alone: a center is known by the names of its staff.
    """

    number: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Copy:
    """What is handed off: the report, and the scope and the stamp that go with it on every page.

    `made_from` is None in a de-identified copy: only its report was freed of what tells whose it is.
    `given`: the consent; none in an emergency.
    """

    report: Report
    scope: Scope
    made_from: Case | None
    given: Given | None
    stamp: Stamp

    @property
    def case(self) -> Case:
        """What the report was made from, for a form with words of its own, which keep to what `scope.what` allows."""
        if self.made_from is None:
            raise LookupError("a de-identified copy has its report alone")
        return self.made_from


@dataclass(frozen=True)
class HandedOff:
    """One copy that somebody was given. `number`: as it stands in the copy; those of earlier days have none."""

    scope: Scope
    form: str
    number: str
    consent_id: UUID | None
    by: str
    at: datetime


def hand_off(screening_id: str, staff: Actor, consent_id: UUID | None, form: str, *, deidentify: bool = False) -> Copy:
    """Make a copy under a consent; if asked for, without what tells whose it is.

    Raises Refused, NoSuchScreening, vault.Unreadable.
    """
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    given = _in_force(sealed, consent_id)
    signed = given.signed
    scope = Scope(
        recipient=signed.recipient,
        purpose=signed.purpose,
        purpose_text=signed.purpose_text,
        what="answers" if signed.what == "answers" else "report",
        until=signed.expires_on.isoformat(),
        deidentified=deidentify,
    )
    return _copy(sealed, staff, scope, form, given)


def hand_off_in_emergency(screening_id: str, staff: StaffUser, emergency: Emergency, form: str) -> Copy:
    """Make a copy for those who treat an emergency. Raises NoSuchScreening, vault.Unreadable."""
    row = find_screening(screening_id, staff, to_write=True)
    scope = Scope(emergency.recipient, "emergency", "", "answers", emergency)
    return _copy(Record.open(row), staff, scope, form, None)


def record_refusal(screening_id: str, staff: Actor, why: Refusal) -> None:
    """Record, in a transaction of its own, that a hand-off was asked for and refused. Raises NoSuchScreening."""
    db.session.rollback()
    begin_immediate()
    row = find_screening(screening_id, staff)
    record("handoff.refused", subject=("screening", row.id), actor=staff, method=why)
    db.session.commit()


def handed_off(sealed: Record) -> list[HandedOff]:
    """Every copy of a screening that somebody was given, newest first."""
    found = sealed.all(Disclosure)
    names = names_of({row.author_id for row, _ in found})
    return [
        HandedOff(
            scope=_scope(content["scope"]),
            form=content["form"],
            number=content.get("number", ""),
            consent_id=row.consent_id,
            by=names.get(row.author_id, "?"),
            at=row.created_at,
        )
        for row, content in reversed(found)
    ]


def _in_force(sealed: Record, consent_id: UUID | None) -> Given:
    """The consent, if it allows anything now; the row is locked, so that nobody takes it back meanwhile."""
    try:
        given = consent_of(sealed, consent_id) if consent_id else None
    except NoSuchConsent:
        given = None
    if given is None:
        raise Refused("no_consent")
    if why := BY_STANDING[given.standing]:
        raise Refused(why)
    return given


def _copy(sealed: Record, staff: Actor, scope: Scope, form: str, given: Given | None) -> Copy:
    row = sealed.screening
    name = given.signed.patient if given else ""
    case = case_of(row)
    report = report_of(case, centre=site_of(row.site_id).name, what=scope.what, name=name)
    stamp = Stamp(secrets.token_hex(6), names_of([staff.id]).get(staff.id, ""), clock.now())
    content = {"scope": asdict(scope), "form": form, "version": report.about.version, "number": stamp.number}
    sealed.add(Disclosure, content, author_id=staff.id, consent_id=given.id if given else None)
    record("handoff.made", subject=("screening", row.id), actor=staff, method=form)
    if scope.deidentified:  # what staff wrote beside the purpose may name the person, and a day may tell of them
        bare = replace(scope, purpose_text="", until="")
        return Copy(deidentified(report), bare, None, given, Stamp(stamp.number))
    return Copy(report, scope, case, given, stamp)


def _scope(content: Mapping[str, Any]) -> Scope:
    emergency = content["emergency"] and Emergency(**content["emergency"])
    return Scope(**{**content, "emergency": emergency})
