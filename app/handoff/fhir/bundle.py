"""Everything about one screening as a transaction that may be sent as often as needed: same names, same state."""

from collections.abc import Iterator

from app.handoff.fhir.codes import CANONICAL, Resource
from app.handoff.fhir.consent import Permission, consent
from app.handoff.fhir.observations import observations
from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.risk import flag, risk_assessment, task
from app.handoff.fhir.screened import Screened
from app.handoff.fhir.whole_screening import whole_screening
from app.screening import judge

ANSWERED = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse"


def bundle(screened: Screened, permission: Permission | None = None) -> Resource:
    """The transaction of a screening: answers, scores, risk, flags, what is to be done, and what the person allowed."""
    allowed = [consent(screened, permission)] if permission else []
    entries = [_entry(resource) for resource in (*_resources(screened), *allowed)]
    return {"resourceType": "Bundle", "type": "transaction", "entry": entries}


def _resources(screened: Screened) -> Iterator[Resource]:
    outcome = judge(screened.answers, screened.modules)
    scores = list(observations(screened, outcome))
    if screened.patient is None:
        yield _patient(screened)
    yield _response(screened)
    yield from scores
    yield risk_assessment(screened, outcome, scores)
    yield from (flag(screened, raised) for raised in outcome.flags)
    yield task(screened, outcome)


def _patient(screened: Screened) -> Resource:
    """Somebody without a name, for the receiver to match."""
    return {
        **screened.resource("Patient"),
        "identifier": [{"system": f"{CANONICAL}/screening", "value": screened.id}],
    }


def _response(screened: Screened) -> Resource:
    named = screened.resource("QuestionnaireResponse", profile=ANSWERED)
    answered = questionnaire_response(whole_screening(), screened.answers, screened.authored)
    return {**named, **answered, "subject": screened.subject, "source": screened.subject}


def _entry(resource: Resource) -> Resource:
    address = f"{resource['resourceType']}/{resource['id']}"
    return {
        "fullUrl": f"{CANONICAL}/{address}",
        "resource": resource,
        "request": {"method": "PUT", "url": address},
    }
