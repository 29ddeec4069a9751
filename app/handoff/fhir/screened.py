"""One screening on its way out, and the names of the resources made of it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.handoff.fhir.codes import CANONICAL, Resource
from app.handoff.fhir.sensitivity import labels
from app.instruments import Answers

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, CANONICAL)


@dataclass(frozen=True)
class Screened:
    """The answers, when they were given, and the name under which they are handed over.

    `id` names the screening and tells nothing: every resource is named after it, so what is pushed again replaces
    itself. `patient` is a reference by which the receiver knows the person; without one, a Patient goes along.
    """

    id: str
    answers: Answers
    authored: datetime
    modules: frozenset[str] = frozenset()
    patient: str | None = None

    @property
    def when(self) -> str:
        """The time of the answers, as FHIR writes it."""
        return self.authored.isoformat(timespec="seconds")

    @property
    def subject(self) -> Resource:
        """The reference to the person."""
        return {"reference": self.patient} if self.patient else self.reference("Patient")

    def reference(self, kind: str, name: str = "") -> Resource:
        """The reference to a resource of this screening."""
        return {"reference": f"{kind}/{self._id(kind, name)}"}

    def resource(self, kind: str, name: str = "", profile: str | None = None) -> Resource:
        """How each resource of this screening begins: type, id, and how carefully it is to be handled."""
        profiles = {"profile": [profile]} if profile else {}
        return {
            "resourceType": kind,
            "id": self._id(kind, name),
            "meta": {**profiles, "security": labels(name)},
        }

    def _id(self, kind: str, name: str) -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.id}/{kind}/{name}"))
