"""What a screening says about danger: a RiskAssessment and Flags."""

from collections.abc import Iterable

from app.handoff.fhir.codes import CANONICAL, SNOMED, Resource
from app.handoff.fhir.meaning import Meaning, Raised
from app.handoff.fhir.screened import Screened
from app.screening import Level, rulebook
from app.screening.definitions_digest import definitions_digest

PROBABILITY = "http://terminology.hl7.org/CodeSystem/risk-probability"
FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category"
LOCAL_LEVELS = f"{CANONICAL}/CodeSystem/dd-risk-level"
LOCAL_FLAGS = f"{CANONICAL}/CodeSystem/dd-flag"
RISK = {Level.IMMINENT: "high", Level.URGENT: "high", Level.ELEVATED: "moderate", Level.ROUTINE: "low"}
CATEGORIES = {  # by how a flag's id begins; the rest is clinical
    "safety": ("SUI_", "VIO_", "DANGER_", "IPV_"),
    "behavioral": ("PSY", "MANIA_", "DEPRESSION_", "ANXIETY_", "TRAUMA_"),
}
KNOWN_ELSEWHERE = {  # SNOMED CT, where sure
    "SUI_ACUTE": ("225444004", "At increased risk for suicide"),
    "SUI_POSITIVE": ("225444004", "At increased risk for suicide"),
    "SUI_RECENT_ATTEMPT": ("23233009", "Previous known suicide attempt"),
}


def risk_assessment(screened: Screened, meaning: Meaning, observations: Iterable[Resource]) -> Resource:
    """How pressing it is and why, by which rules. The codes of HL7 know no urgency, so our level stands beside them."""
    level = meaning.level
    codings = [{"system": PROBABILITY, "code": RISK[level]}, {"system": LOCAL_LEVELS, "code": level}]
    method = f"Braid risk rules {rulebook().risk.version}, definitions {definitions_digest()}"
    reasons = [flag.reason for flag in meaning.flags]
    scores = [{"reference": f"Observation/{observation['id']}"} for observation in observations]
    return {
        **screened.resource("RiskAssessment"),
        "status": "final",
        "method": {"text": f"{method}. A screening; a person at the center reads it."},
        "subject": screened.subject,
        "occurrenceDateTime": screened.when,
        "basis": [*screened.responses, *scores],
        "prediction": [
            {
                "outcome": {"text": "Harm to the person or to others if nobody acts in time"},
                "qualitativeRisk": {"coding": codings, "text": level},
                **({"rationale": "; ".join(reasons)} if reasons else {}),
            }
        ],
        **_notes(screened, meaning),
    }


def _notes(screened: Screened, meaning: Meaning) -> Resource:
    notes = []
    if meaning.held is not meaning.level:
        notes.append(f"At the center it stands as {meaning.held}.")
    if not screened.in_force:
        notes.append("Wording or rules have changed since this was answered. This is worked out by the rules of today.")
    return {"note": [{"text": text} for text in notes]} if notes else {}


def flag(screened: Screened, raised: Raised) -> Resource:
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
