"""What the rules propose to whoever receives a screening: ServiceRequests that nobody has ordered yet, and a Task."""

from collections.abc import Iterator

from app.handoff.fhir.codes import CANONICAL, SNOMED, Resource
from app.handoff.fhir.meaning import Meaning
from app.handoff.fhir.screened import Screened
from app.screening import Level

PRIORITY = {Level.IMMINENT: "stat", Level.URGENT: "urgent", Level.ELEVATED: "asap", Level.ROUTINE: "routine"}
ABOUT_SUICIDE = "SUI_"
SUICIDE_RISK = {
    "coding": [{"system": SNOMED, "code": "225337009", "display": "Suicide risk assessment"}],
    "text": "Suicide risk assessment",
}


def proposals(screened: Screened, meaning: Meaning) -> Iterator[Resource]:
    """A suicide risk assessment where a flag asks for one, and the care that the rules suggest first."""
    suicide = [raised for raised in meaning.flags if raised.id.startswith(ABOUT_SUICIDE)]
    if suicide:
        most = min((raised.level for raised in suicide), key=lambda level: level.rank)
        yield _proposal(screened, "SUI_ assessment", SUICIDE_RISK, most, [raised.reason for raised in suicide])
    yield _proposal(screened, "track", {"text": meaning.track}, meaning.held, meaning.reasons)


def _proposal(
    screened: Screened, name: str, code: Resource, level: Level, reasons: tuple[str, ...] | list[str]
) -> Resource:
    return {
        **screened.resource("ServiceRequest", name),
        "status": "draft",
        "intent": "proposal",
        "priority": PRIORITY[level],
        "code": code,
        "subject": screened.subject,
        "authoredOn": screened.when,
        "reasonCode": [{"text": reason} for reason in reasons],
        "supportingInfo": [screened.refer("RiskAssessment")],
        "note": [{"text": "Suggested by rules; no clinician has ordered it. It may not delay or refuse care."}],
    }


def task(screened: Screened, meaning: Meaning) -> Resource:
    """What the screening asks of whoever receives it, as pressing as the centre holds it."""
    called = {"identifier": [{"system": f"{CANONICAL}/reference", "value": screened.reference}]}
    return {
        **screened.resource("Task"),
        **(called if screened.reference else {}),
        "status": "requested",
        "intent": "proposal",
        "priority": PRIORITY[meaning.held],
        "description": "Read the screening and call the person back",
        "focus": screened.refer("RiskAssessment"),
        "for": screened.subject,
        "authoredOn": screened.when,
    }
