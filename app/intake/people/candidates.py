"""Who may be the same person: screenings of the site with the same number or whole name. Staff decide, nothing else.

What staff refused is not offered again, nor anything that they linked with either side of it.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.extensions import db
from app.intake.models import Screening, SearchMark
from app.intake.people.models import PersonAct
from app.intake.search_marks import NAMES, name_marks, phone_marks
from app.screening import Level

MOST_OFFERED: Final = 10
MOST_READ: Final = 200  # marks; the number of a shelter or a common name may stand in very many
KEEPS_APART: Final = ("refused", "parted")


class Match(StrEnum):
    """What two screenings have in common."""

    NUMBER = "number"
    NAME = "name"


@dataclass
class Candidate:
    """Another screening that may be the same person's. `others`: how many more staff have linked with it."""

    id: str
    reference: str
    level: Level
    at: datetime
    person_id: str | None
    matches: set[Match] = field(default_factory=set)
    others: int = 0


def offered(row: Screening, contact: Mapping[str, str]) -> list[Candidate]:
    """Screenings that may be the same person's and about which nobody decided; those with the same number first."""
    apart = _kept_apart(row)
    found = [one for one in _carrying(row, _marks(contact)) if one.id not in apart and _elsewhere(one, row)]
    shown = sorted(found, key=lambda one: Match.NUMBER not in one.matches)[:MOST_OFFERED]
    sizes = _sizes({one.person_id for one in shown if one.person_id})
    for one in shown:
        one.others = sizes[one.person_id] - 1 if one.person_id else 0
    return shown


def group_of(row: Screening) -> sa.ColumnElement[bool]:
    """The condition of all that is linked with a screening, itself included."""
    return Screening.id == row.id if row.person_id is None else Screening.person_id == row.person_id


def standing() -> sa.ColumnElement[bool]:
    """The condition of an act that nobody has undone and that undid none."""
    undo = aliased(PersonAct)
    return sa.and_(PersonAct.kind != "undone", ~sa.exists().where(undo.undoes_id == PersonAct.id))


def _marks(contact: Mapping[str, str]) -> dict[bytes, Match]:
    names = {mark for name in NAMES for mark in name_marks(contact.get(name, ""))}
    numbers = phone_marks(contact.get("contact_phone", ""))
    return {**dict.fromkeys(names, Match.NAME), **dict.fromkeys(numbers, Match.NUMBER)}


def _carrying(row: Screening, marks: Mapping[bytes, Match]) -> list[Candidate]:
    """Those that carry one of these marks, newest first. Columns: whoever acts on one loads its row under a lock."""
    columns = Screening.id, Screening.reference, Screening.level, Screening.created_at, Screening.person_id
    query = sa.select(*columns, SearchMark.mark).join(SearchMark, SearchMark.screening_id == Screening.id)
    wanted = SearchMark.mark.in_(marks), Screening.site_id == row.site_id, Screening.id != row.id
    newest = query.where(*wanted).order_by(Screening.created_at.desc(), Screening.id).limit(MOST_READ)
    found: dict[str, Candidate] = {}
    for key, reference, level, at, person_id, mark in db.session.execute(newest):
        found.setdefault(key, Candidate(key, reference, Level(level), at, person_id)).matches.add(marks[mark])
    return list(found.values())


def _elsewhere(one: Candidate, row: Screening) -> bool:
    return one.person_id is None or one.person_id != row.person_id


def _kept_apart(row: Screening) -> Set[str]:
    """Every screening that was said not to be this person's, with all that is linked to it."""
    own = sa.select(Screening.id).where(group_of(row))
    said = PersonAct.kind.in_(KEEPS_APART), standing()
    there = sa.select(PersonAct.other_id).where(*said, PersonAct.screening_id.in_(own))
    back = sa.select(PersonAct.screening_id).where(*said, PersonAct.other_id.in_(own))
    apart = set(db.session.scalars(there.union(back)))
    persons = sa.select(Screening.person_id).where(Screening.id.in_(apart), Screening.person_id.is_not(None))
    return apart | set(db.session.scalars(sa.select(Screening.id).where(Screening.person_id.in_(persons))))


def _sizes(persons: Set[str]) -> Counter[str]:
    return Counter(db.session.scalars(sa.select(Screening.person_id).where(Screening.person_id.in_(persons))))
