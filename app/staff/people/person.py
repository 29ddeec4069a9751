"""The page of one person over all their screenings."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.intake.people.history import Known, Past
from app.staff.case.kin import ActView, acts_view
from app.staff.people.trend import Trend, trend
from app.staff.words.times import Times
from app.staff.words.visible import visible


@dataclass(frozen=True)
class PersonPage:
    """The whole page. `known_as`: how they were last called."""

    id: str
    known_as: str
    trend: Trend
    acts: tuple[ActView, ...]


def person_page(known: Known, times: Times) -> PersonPage:
    """The trend of their screenings, and what staff said of who they are."""
    course = trend(known.screenings, known.sheets, times)
    return PersonPage(known.id, _known_as(known.screenings), course, acts_view(known.acts, times))


def _known_as(pasts: Sequence[Past]) -> str:
    contacts = [past.answers.contact for past in pasts if past.answers]
    names = [contact.get("contact_alias") or contact.get("contact_name") or "" for contact in contacts]
    return visible(next(filter(None, reversed(names)), ""))
