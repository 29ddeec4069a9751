"""What a person allowed, as a Consent: to whom, why, since when, until when, and to which resources it applies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.handoff.fhir.codes import LOINC, TERMINOLOGY, Coding, Resource
from app.handoff.fhir.provenance import reason_coding
from app.handoff.fhir.screened import Screened
from app.handoff.fhir.sensitivity import ACT_CODE, CONFIDENTIALITY, PART_2

PRIVACY: Coding = {"system": f"{TERMINOLOGY}/consentscope", "code": "patient-privacy"}
CONSENT_DOCUMENT: Coding = {"system": LOINC, "code": "59284-0"}
DISCLOSURE: Coding = {"system": ACT_CODE, "code": "IDSCL"}
RECIPIENT: Coding = {"system": f"{TERMINOLOGY}/v3-ParticipationType", "code": "IRCP"}
HIPAA: Coding = {"system": f"{TERMINOLOGY}/consentpolicycodes", "code": "hipaa-auth"}
RESTRICTED: Coding = {"system": CONFIDENTIALITY, "code": "R"}


@dataclass(frozen=True)
class Permission:
    """Who may receive what was answered, and why. `discloser`: the centre. `signed_name`: as it stands below the words.

    `words`: what of it FHIR has no place for.
    """

    given: date | datetime
    recipient: str
    until: date | None = None
    purpose: str = ""
    purpose_text: str = ""
    discloser: str = ""
    signed_name: str = ""
    words: str = ""


def consent(screened: Screened, permission: Permission, covered: Iterable[Resource]) -> Resource:
    """The Consent under which these resources are handed over."""
    return {
        **screened.resource("Consent", say=filter(None, [permission.words])),
        "status": "active",
        "scope": {"coding": [PRIVACY]},
        "category": [{"coding": [CONSENT_DOCUMENT]}, {"coding": [DISCLOSURE]}],
        "patient": screened.subject,
        "dateTime": _moment(permission.given),
        **_named("performer", permission.signed_name),
        **_named("organization", permission.discloser),
        "policyRule": {"coding": [PART_2 if screened.part_2 else HIPAA]},
        "provision": _provision(permission, covered),
    }


def _provision(permission: Permission, covered: Iterable[Resource]) -> Resource:
    end = {"end": permission.until.isoformat()} if permission.until else {}
    purpose = reason_coding(permission.purpose, permission.purpose_text)
    return {
        "type": "permit",
        "period": {"start": _moment(permission.given), **end},
        "actor": [{"role": {"coding": [RECIPIENT]}, "reference": {"display": permission.recipient}}],
        "securityLabel": [RESTRICTED],
        **({"purpose": [purpose]} if purpose else {}),
        "data": [
            {"meaning": "instance", "reference": {"reference": f"{it['resourceType']}/{it['id']}"}} for it in covered
        ],
    }


def _moment(given: date | datetime) -> str:
    return given.isoformat(timespec="seconds") if isinstance(given, datetime) else given.isoformat()


def _named(key: str, name: str) -> Resource:
    return {key: [{"display": name}]} if name else {}
