"""What a person allowed, as a Consent: to whom, since when and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from app.handoff.fhir.codes import LOINC, Coding, Resource
from app.handoff.fhir.screened import Screened
from app.handoff.fhir.sensitivity import ACT_CODE, CONFIDENTIALITY

TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
PRIVACY: Coding = {"system": f"{TERMINOLOGY}/consentscope", "code": "patient-privacy"}
CONSENT_DOCUMENT: Coding = {"system": LOINC, "code": "59284-0"}
DISCLOSURE: Coding = {"system": ACT_CODE, "code": "IDSCL"}
RECIPIENT: Coding = {"system": f"{TERMINOLOGY}/v3-ParticipationType", "code": "IRCP"}
HIPAA: Coding = {"system": f"{TERMINOLOGY}/consentpolicycodes", "code": "hipaa-auth"}
PART_2: Coding = {"system": ACT_CODE, "code": "42CFRPart2"}
RESTRICTED: Coding = {"system": CONFIDENTIALITY, "code": "R"}


@dataclass(frozen=True)
class Permission:
    """Who may receive what was answered. `part_2`: the center is a program under 42 CFR Part 2."""

    given: datetime
    recipient: str
    until: date | None = None
    part_2: bool = False


def consent(screened: Screened, permission: Permission) -> Resource:
    """The Consent under which a screening is handed over."""
    end = {"end": permission.until.isoformat()} if permission.until else {}
    return {
        **screened.resource("Consent"),
        "status": "active",
        "scope": {"coding": [PRIVACY]},
        "category": [{"coding": [CONSENT_DOCUMENT]}, {"coding": [DISCLOSURE]}],
        "patient": screened.subject,
        "dateTime": permission.given.isoformat(timespec="seconds"),
        "policyRule": {"coding": [PART_2 if permission.part_2 else HIPAA]},
        "provision": {
            "type": "permit",
            "period": {"start": permission.given.isoformat(timespec="seconds"), **end},
            "actor": [{"role": {"coding": [RECIPIENT]}, "reference": {"display": permission.recipient}}],
            "securityLabel": [RESTRICTED],
            "data": [{"meaning": "instance", "reference": screened.reference("QuestionnaireResponse")}],
        },
    }
