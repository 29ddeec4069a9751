"""Where a bundle comes from: which software and rules made it, who let it go, to whom and why, and the notice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.handoff.fhir.codes import TERMINOLOGY, Coding, Resource
from app.handoff.fhir.screened import Screened
from app.handoff.notice import NOTICE
from app.screening import rulebook
from app.screening.definitions_digest import definitions_digest
from app.settings.version import software_version

PARTICIPANT = f"{TERMINOLOGY}/provenance-participant-type"
WHY = f"{TERMINOLOGY}/v3-ActReason"
REASONS = {  # by the purposes of a consent; any other is said in words
    "treatment": "TREAT",
    "payment": "HPAYMT",
    "operations": "HOPERAT",
    "request": "PATRQT",
    "emergency": "ETREAT",
}


@dataclass(frozen=True)
class Release:
    """When it left, which centre, by whom, why, and what goes with it in words. `purpose`: as a consent names it."""

    at: datetime
    centre: str = ""
    by: str = ""
    purpose: str = ""
    purpose_text: str = ""
    scope: str = ""


def provenance(screened: Screened, release: Release, of: Iterable[Resource]) -> Resource:
    """The Provenance of all these resources, with the notice of the law in full."""
    rules = f"risk rules {rulebook().risk.version}, definitions {definitions_digest()}"
    named = ("custodian", release.centre), ("performer", release.by)
    agents = [_agent("assembler", f"Braid {software_version()}"), *(_agent(role, who) for role, who in named if who)]
    reason = reason_coding(release.purpose, release.purpose_text)
    return {
        **screened.resource("Provenance", say=[*filter(None, [release.scope]), NOTICE]),
        "target": [{"reference": f"{one['resourceType']}/{one['id']}"} for one in of],
        "recorded": release.at.isoformat(timespec="seconds"),
        **({"reason": [{"coding": [reason]}]} if reason else {}),
        "agent": agents,
        "entity": [{"role": "source", "what": {"display": rules}}],
    }


def reason_coding(purpose: str, text: str) -> Coding:
    """Why it is shared, as HL7 calls it; in words where it has no name for it. Empty where nobody said."""
    if purpose in REASONS:
        return {"system": WHY, "code": REASONS[purpose]}
    return {"display": text} if text else {}


def _agent(role: str, name: str) -> Resource:
    return {"type": {"coding": [{"system": PARTICIPANT, "code": role}]}, "who": {"display": name}}
