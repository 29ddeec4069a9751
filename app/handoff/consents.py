"""The person's consent to share their screening: the nine elements of 42 CFR 2.31, recorded, ended, looked up.

Recorded once and never changed: whoever allows something else signs anew. An end is a row of its own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from flask_babel import gettext as _

from app.accounts import StaffUser, names_of
from app.activity import record
from app.extensions import N_, begin_immediate, clock
from app.handoff.models import ConsentEnd, DisclosureConsent
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.models import Screening
from app.intake.records import Record
from app.sites import site_of

Standing = Literal["stands", "revoked", "happened", "expired"]

WHAT: Final = {
    "report": N_("Scores, flags, and how use, mood and stress act together; no single answers"),
    "answers": N_("Scores, flags, how use, mood and stress act together, and every answer word for word"),
}
PURPOSES: Final = {
    "treatment": N_("Treatment"),
    "payment": N_("Payment"),
    "operations": N_("Health care operations"),
    "request": N_("At the person's own request"),
    "other": N_("Another purpose"),
}
SIGNED_BY: Final = {
    "person": N_("The person"),
    "representative": N_("Somebody who may sign for the person by law"),
}
SIGNED_HOW: Final = {
    "paper": N_("On paper, which is on file"),
    "typed": N_("By typing their name here, in front of staff"),
}
ENDS: Final = {
    "revoked": N_("The person took it back"),
    "happened": N_("What it was to end with has happened"),
}


class NoSuchConsent(LookupError):
    """This screening has none of this id."""


@dataclass(frozen=True)
class Signed:
    """What was signed. `language`, `version`, `text_hash`: of the words that go with it (the right to end it too).

    `expires_event`: what ends it even before its day, if anything.
    """

    patient: str
    discloser: str
    what: str
    recipient: str
    purpose: str
    purpose_text: str
    expires_on: date
    expires_event: str
    signed_by: str
    signed_name: str
    signed_how: str
    signed_on: date
    language: str
    version: str
    text_hash: str

    def to_json(self) -> dict[str, Any]:
        """JSON-ready content."""
        days = {"expires_on": self.expires_on.isoformat(), "signed_on": self.signed_on.isoformat()}
        return asdict(self) | days

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Signed":
        """What `to_json` was made of."""
        days = {name: date.fromisoformat(raw[name]) for name in ("expires_on", "signed_on")}
        return cls(**{**raw, **days})


@dataclass(frozen=True)
class End:
    """How a consent ended before its day."""

    kind: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Given:
    """A consent as it is now."""

    id: UUID
    signed: Signed
    by: str
    at: datetime
    end: End | None
    standing: Standing


def record_consent(screening_id: str, staff: StaffUser, signed: Signed) -> None:
    """Record what the person signed. Raises Conflict if the same is recorded and stands; NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    if any(given.signed == signed and given.standing == "stands" for given in consents_of(sealed)):
        raise Conflict(_("This consent is recorded already."))
    sealed.add(DisclosureConsent, signed.to_json(), author_id=staff.id)
    record("consent.recorded", subject=("screening", row.id), actor=staff, version=signed.version)


def end_consent(screening_id: str, staff: StaffUser, consent_id: UUID, kind: str, text: str) -> None:
    """End it: from now on nothing is handed off under it. Raises Conflict, NoSuchConsent, NoSuchScreening."""
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    if consent_of(sealed, consent_id).end:
        raise Conflict(_("This consent has ended already."))
    sealed.add(ConsentEnd, {"kind": kind, "text": text}, author_id=staff.id, consent_id=consent_id)
    record("consent.ended", subject=("screening", row.id), actor=staff, method=kind)


def read_consent(screening_id: str, staff: StaffUser, consent_id: UUID) -> Given:
    """One consent, to be read or copied, in the caller's transaction. Raises NoSuchConsent, NoSuchScreening."""
    begin_immediate()
    row = find_screening(screening_id, staff)
    given = consent_of(Record.open(row), consent_id)
    record("consent.read", subject=("screening", row.id), actor=staff)
    return given


def consent_of(sealed: Record, consent_id: UUID) -> Given:
    """One consent of a screening. Raises NoSuchConsent."""
    for given in consents_of(sealed):
        if given.id == consent_id:
            return given
    raise NoSuchConsent


def consents_of(sealed: Record) -> list[Given]:
    """Every consent of a screening, newest first."""
    ends = {end.consent_id: (end, content) for end, content in sealed.all(ConsentEnd)}
    found = sealed.all(DisclosureConsent)
    names = names_of({row.author_id for row, _ in found} | {end.author_id for end, _ in ends.values()})
    today = _today(sealed.screening)
    return [_given(row, content, ends.get(row.id), names, today) for row, content in reversed(found)]


def _given(
    row: DisclosureConsent,
    content: dict[str, Any],
    ended: tuple[ConsentEnd, dict[str, Any]] | None,
    names: Mapping[UUID | None, str],
    today: date,
) -> Given:
    signed = Signed.from_json(content)
    end = None
    if ended:
        end = End(ended[1]["kind"], ended[1]["text"], names.get(ended[0].author_id, "?"), ended[0].created_at)
    return Given(row.id, signed, names.get(row.author_id, "?"), row.created_at, end, _standing(signed, end, today))


def _standing(signed: Signed, end: End | None, today: date) -> Standing:
    """Whether it still allows anything: through the last day that it names, at the centre."""
    if end:
        return "revoked" if end.kind == "revoked" else "happened"
    return "stands" if today <= signed.expires_on else "expired"


def _today(row: Screening) -> date:
    return site_of(row.site_id).day_of(clock.now())
