"""One screening on its way out, and the names of the resources made of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.handoff.fhir.codes import CANONICAL, Resource
from app.handoff.fhir.narrative import narrative
from app.handoff.fhir.sensitivity import labels
from app.handoff.notice import SHORT_NOTICE
from app.instruments import Answers

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, CANONICAL)
Status = Literal["in-progress", "completed", "amended"]


@dataclass(frozen=True)
class HelpShown:
    """A page of help that the person was shown, by its heading."""

    at: datetime
    heading: str


@dataclass(frozen=True)
class Screened:
    """The answers, when they were given, and the name under which they are handed over.

    `id` names the screening and tells nothing: every resource is named after it, so what is pushed again replaces
    itself. `patient` is a reference by which the receiver knows the person; without one, a Patient goes along, with
    `name` if that is known. `reference`: what staff call the screening. `with_answers`: single answers may be told.
    `in_force`: the wording in which they were given is that of today. `part_2`: it is a record under 42 CFR part 2.
    """

    id: str
    answers: Answers
    authored: datetime
    modules: frozenset[str] = frozenset()
    patient: str | None = None
    name: str = ""
    reference: str = ""
    status: Status = "completed"
    shown: tuple[HelpShown, ...] = ()
    with_answers: bool = True
    in_force: bool = True
    part_2: bool = False

    @property
    def when(self) -> str:
        """The time of the answers, as FHIR writes it."""
        return self.authored.isoformat(timespec="seconds")

    @property
    def subject(self) -> Resource:
        """The reference to the person."""
        return {"reference": self.patient} if self.patient else self.refer("Patient")

    @property
    def responses(self) -> list[Resource]:
        """The reference to the answers, where they go along."""
        return [self.refer("QuestionnaireResponse")] if self.with_answers else []

    def refer(self, kind: str, name: str = "") -> Resource:
        """The reference to a resource of this screening."""
        return {"reference": f"{kind}/{self._id(kind, name)}"}

    def resource(self, kind: str, name: str = "", profile: str | None = None, say: Iterable[str] = ()) -> Resource:
        """How each resource of this screening begins: type, id, how carefully it is to be handled, the notice.

        `say`: what it says besides, to people.
        """
        profiles = {"profile": [profile]} if profile else {}
        return {
            "resourceType": kind,
            "id": self._id(kind, name),
            "meta": {**profiles, "security": labels(name, part_2=self.part_2)},
            "text": narrative(SHORT_NOTICE, *say),
        }

    def _id(self, kind: str, name: str) -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.id}/{kind}/{name}"))
