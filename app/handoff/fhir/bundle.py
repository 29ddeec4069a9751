"""Everything about one screening as a transaction that may be sent as often as needed: same names, same state."""

from collections.abc import Iterator

from app.handoff.fhir.codes import CANONICAL, Resource
from app.handoff.fhir.consent import Permission, consent
from app.handoff.fhir.help import communications
from app.handoff.fhir.meaning import Meaning, meaning_of
from app.handoff.fhir.observations import observations
from app.handoff.fhir.proposals import proposals, task
from app.handoff.fhir.provenance import Release, provenance
from app.handoff.fhir.response import questionnaire_response
from app.handoff.fhir.risk import flag, risk_assessment
from app.handoff.fhir.screened import Screened
from app.handoff.fhir.sensitivity import labels
from app.handoff.fhir.whole_screening import whole_screening

ANSWERED = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-questionnaireresponse"


def bundle(screened: Screened, permission: Permission | None = None) -> Resource:
    """The transaction of a screening, with what its answers mean by the rules in force."""
    meaning = meaning_of(screened.answers, screened.modules)
    return transaction(screened, meaning, permission, Release(screened.authored))


def transaction(screened: Screened, meaning: Meaning, permission: Permission | None, release: Release) -> Resource:
    """Answers, scores, risk, flags, what is to be done, what the person allowed, and where all of it comes from."""
    about = list(_resources(screened, meaning))
    allowed = [consent(screened, permission, about)] if permission else []
    entries = [_entry(resource) for resource in (*about, *allowed, provenance(screened, release, [*about, *allowed]))]
    return {
        "resourceType": "Bundle",
        "meta": {"security": labels("", part_2=screened.part_2)},
        "type": "transaction",
        "entry": entries,
    }


def _resources(screened: Screened, meaning: Meaning) -> Iterator[Resource]:
    scores = list(observations(screened, meaning))
    if screened.patient is None:
        yield _patient(screened)
    if screened.with_answers:
        yield _response(screened)
        yield from communications(screened)
    yield from scores
    yield risk_assessment(screened, meaning, scores)
    yield from (flag(screened, raised) for raised in meaning.flags)
    yield from proposals(screened, meaning)
    yield task(screened, meaning)


def _patient(screened: Screened) -> Resource:
    """The person, for the receiver to match: without a name where nobody said one."""
    return {
        **screened.resource("Patient"),
        "identifier": [{"system": f"{CANONICAL}/screening", "value": screened.id}],
        **({"name": [{"text": screened.name}]} if screened.name else {}),
    }


def _response(screened: Screened) -> Resource:
    named = screened.resource("QuestionnaireResponse", profile=ANSWERED)
    answered = questionnaire_response(whole_screening(), screened.answers, screened.authored)
    said: Resource = {**named, **answered, "status": screened.status}
    if not screened.in_force:  # other words were answered than those of any version that there is now
        said["questionnaire"] = whole_screening()["url"]
    return {**said, "subject": screened.subject, "source": screened.subject}


def _entry(resource: Resource) -> Resource:
    address = f"{resource['resourceType']}/{resource['id']}"
    return {
        "fullUrl": f"{CANONICAL}/{address}",
        "resource": resource,
        "request": {"method": "PUT", "url": address},
    }
