"""Who may be the same person: screenings of the site with the same number or whole name. Staff decide, nothing else.

What staff refused is not offered again, nor anything that they linked with either side of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.extensions import db
from app.intake.arriving.models import Invite, SearchMark
from app.intake.arriving.search_marks import NAMES, at_site, name_marks, phone_marks
from app.intake.models import Screening
from app.intake.people.models import PersonAct, Rescreen
from app.screening import Level

MOST_OFFERED: Final = 10
MOST_READ: Final = 200  # marks; the number of a shelter or a common name may stand in very many
KEEPS_APART: Final = ("refused", "parted")
UNDO: Final = aliased(PersonAct)  # made once: what an alias knows of its table is worked out at its first use


class Match(StrEnum):
    """What two screenings have in common, the surest first."""

    INVITED = "invited"  # one of them came by the link for a re-screen that was planned at the other
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
    """Screenings that may be the same person's and about which nobody decided; the surest first, then the newest."""
    apart = _kept_apart(row)
    found = _by_id([*_invited(row), *_carrying(row, _marks(contact, row.site_id))])
    undecided = [one for one in found if one.id not in apart and _elsewhere(one, row)]
    shown = sorted(undecided, key=lambda one: [match not in one.matches for match in Match])[:MOST_OFFERED]
    sizes = _sizes({one.person_id for one in shown if one.person_id})
    for one in shown:
        one.others = sizes[one.person_id] - 1 if one.person_id else 0
    return shown


def group_of(row: Screening) -> sa.ColumnElement[bool]:
    """The condition of all that is linked with a screening, itself included."""
    return Screening.id == row.id if row.person_id is None else Screening.person_id == row.person_id


def standing() -> sa.ColumnElement[bool]:
    """The condition of an act that nobody has undone and that undid none."""
    return sa.and_(PersonAct.kind != "undone", ~sa.exists().where(UNDO.undoes_id == PersonAct.id))


def _marks(contact: Mapping[str, str], site_id: str) -> dict[bytes, Match]:
    names = {mark for name in NAMES for mark in name_marks(contact.get(name, ""), site_id)}
    numbers = phone_marks(contact.get("contact_phone", ""), site_id)
    return {**dict.fromkeys(names, Match.NAME), **dict.fromkeys(numbers, Match.NUMBER)}


def _by_id(pairs: Iterable[tuple[Candidate, Match]]) -> list[Candidate]:
    """Each screening once, with everything that it matches."""
    found: dict[str, Candidate] = {}
    for one, match in pairs:
        found.setdefault(one.id, one).matches.add(match)
    return list(found.values())


def _carrying(row: Screening, marks: Mapping[bytes, Match]) -> list[tuple[Candidate, Match]]:
    """Those that carry one of these marks, newest first."""
    query = _others(row).add_columns(SearchMark.mark).join(SearchMark, SearchMark.screening_id == Screening.id)
    newest = query.where(SearchMark.mark.in_(marks)).limit(MOST_READ)
    return [(_candidate(*known), marks[mark]) for *known, mark in db.session.execute(newest)]


def _invited(row: Screening) -> list[tuple[Candidate, Match]]:
    """Those tied to this one by the link of a re-screen, whichever of the two came by it."""
    tied = sa.select(Rescreen.screening_id, Invite.screening_id).join(Invite, Invite.rescreen_id == Rescreen.id)
    ours = tied.where(Rescreen.screening_id == row.id).union(tied.where(Invite.screening_id == row.id))
    ids = {one for pair in db.session.execute(ours) for one in pair if one}
    found = db.session.execute(_others(row).where(Screening.id.in_(ids))) if ids else ()
    return [(_candidate(*known), Match.INVITED) for known in found]


def _others(row: Screening) -> sa.Select[str, str, str, datetime, str | None]:
    """Other screenings of the site, newest first. Columns: whoever acts on one loads its row under a lock."""
    columns = Screening.id, Screening.reference, Screening.level, Screening.created_at, Screening.person_id
    query = sa.select(*columns).where(at_site(row.site_id), Screening.id != row.id)
    return query.order_by(Screening.created_at.desc(), Screening.id)


def _candidate(key: str, reference: str, level: str, at: datetime, person_id: str | None) -> Candidate:
    return Candidate(key, reference, Level(level), at, person_id)


def _elsewhere(one: Candidate, row: Screening) -> bool:
    return one.person_id is None or one.person_id != row.person_id


def _kept_apart(row: Screening) -> Set[str]:
    """Every screening that was said not to be this person's, with all that is linked to it."""
    own = sa.select(Screening.id).where(group_of(row))
    said = PersonAct.kind.in_(KEEPS_APART), standing()
    there = sa.select(PersonAct.other_id).where(*said, PersonAct.screening_id.in_(own))
    back = sa.select(PersonAct.screening_id).where(*said, PersonAct.other_id.in_(own))
    apart = set(db.session.scalars(there.union(back)))
    if not apart:
        return apart
    persons = sa.select(Screening.person_id).where(Screening.id.in_(apart), Screening.person_id.is_not(None))
    return apart | set(db.session.scalars(sa.select(Screening.id).where(Screening.person_id.in_(persons))))


def _sizes(persons: Set[str]) -> Counter[str]:
    query = sa.select(Screening.person_id).where(Screening.person_id.in_(persons))
    return Counter(db.session.scalars(query) if persons else ())
