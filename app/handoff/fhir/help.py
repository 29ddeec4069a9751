"""Which help the person was shown, and when, as Communications."""

from collections.abc import Iterator

from app.handoff.fhir.codes import Resource
from app.handoff.fhir.screened import Screened

CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category"


def communications(screened: Screened) -> Iterator[Resource]:
    """One for each page of help. What was shown is no sign that it was read."""
    for number, help_shown in enumerate(screened.shown, start=1):
        yield {
            **screened.resource("Communication", f"shown {number}"),
            "status": "completed",
            "category": [{"coding": [{"system": CATEGORY, "code": "notification"}]}],
            "subject": screened.subject,
            "recipient": [screened.subject],
            "about": screened.responses,
            "sent": help_shown.at.isoformat(timespec="seconds"),
            "payload": [{"contentString": f"Help lines were shown, under the words: {help_shown.heading}"}],
        }
