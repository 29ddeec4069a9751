"""What a screening says about danger, and what somebody should do: RiskAssessment, Flags and a Task."""

from collections.abc import Iterable

from app.handoff.fhir.codes import CANONICAL, Resource
from app.handoff.fhir.screened import Screened
from app.screening import Flag, Level, Outcome, rulebook
from app.screening.definitions_digest import definitions_digest

PROBABILITY = "http://terminology.hl7.org/CodeSystem/risk-probability"
FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category"
SNOMED = "http://snomed.info/sct"
LOCAL_LEVELS = f"{CANONICAL}/CodeSystem/dd-risk-level"
LOCAL_FLAGS = f"{CANONICAL}/CodeSystem/dd-flag"
RISK = {Level.IMMINENT: "high", Level.URGENT: "high", Level.ELEVATED: "moderate", Level.ROUTINE: "low"}
PRIORITY = {Level.IMMINENT: "stat", Level.URGENT: "urgent", Level.ELEVATED: "asap", Level.ROUTINE: "routine"}
CATEGORIES = {  # by how a flag's id begins; the rest is clinical
    "safety": ("SUI_", "VIO_", "DANGER_", "IPV_"),
    "behavioral": ("PSY", "MANIA_", "DEPRESSION_", "ANXIETY_", "TRAUMA_"),
}
KNOWN_ELSEWHERE = {  # SNOMED CT, where sure
    "SUI_ACUTE": ("225444004", "At increased risk for suicide"),
    "SUI_POSITIVE": ("225444004", "At increased risk for suicide"),
    "SUI_RECENT_ATTEMPT": ("23233009", "Previous known suicide attempt"),
}


def risk_assessment(screened: Screened, outcome: Outcome, observations: Iterable[Resource]) -> Resource:
    """How pressing it is and why, by which rules. The codes of HL7 know no urgency, so our level stands beside them."""
    level = outcome.level
    codings = [{"system": PROBABILITY, "code": RISK[level]}, {"system": LOCAL_LEVELS, "code": level}]
    method = f"Braid risk rules {rulebook().risk.version}, definitions {definitions_digest()}"
    reasons = [flag.reason for flag in outcome.flags]
    scores = [{"reference": f"Observation/{observation['id']}"} for observation in observations]
    return {
        **screened.resource("RiskAssessment"),
        "status": "final",
        "method": {"text": f"{method}. A screening; a person at the center reads it."},
        "subject": screened.subject,
        "occurrenceDateTime": screened.when,
        "basis": [screened.reference("QuestionnaireResponse"), *scores],
        "prediction": [
            {
                "outcome": {"text": "Harm to the person or to others if nobody acts in time"},
                "qualitativeRisk": {"coding": codings, "text": level},
                **({"rationale": "; ".join(reasons)} if reasons else {}),
            }
        ],
    }


def flag(screened: Screened, raised: Flag) -> Resource:
    """One risk flag, active until staff clear it."""
    category = next((name for name, starts in CATEGORIES.items() if raised.id.startswith(starts)), "clinical")
    codings = [{"system": LOCAL_FLAGS, "code": raised.id}]
    if raised.id in KNOWN_ELSEWHERE:
        code, display = KNOWN_ELSEWHERE[raised.id]
        codings.append({"system": SNOMED, "code": code, "display": display})
    return {
        **screened.resource("Flag", raised.id),
        "status": "active",
        "category": [{"coding": [{"system": FLAG_CATEGORY, "code": category}]}],
        "code": {"coding": codings, "text": raised.reason},
        "subject": screened.subject,
        "period": {"start": screened.when},
    }


def task(screened: Screened, outcome: Outcome) -> Resource:
    """What the screening asks of whoever receives it, as pressing as its level."""
    return {
        **screened.resource("Task"),
        "status": "requested",
        "intent": "proposal",
        "priority": PRIORITY[outcome.level],
        "description": "Read the screening and call the person back",
        "focus": screened.reference("RiskAssessment"),
        "for": screened.subject,
        "authoredOn": screened.when,
    }
