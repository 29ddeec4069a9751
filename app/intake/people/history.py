"""One person's screenings over time: read together, and that they were read is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate, db
from app.intake.case.own_site import find_screening
from app.intake.case.review import Case
from app.intake.case.versions import Version, latest_version
from app.intake.models import Screening
from app.intake.people.acts import ActEntry, acts_about
from app.intake.people.candidates import Candidate, offered
from app.intake.people.models import Person, PersonMove
from app.intake.people.paper_totals import Sheet, sheets_of
from app.screening import Level, Outcome
from app.vault import Unreadable


class NoSuchPerson(LookupError):
    """There is none of this id that the staff member may see, or nobody's screenings are linked under it any more."""


class MergedInto(NoSuchPerson):
    """The screenings stand under another person now, whose id is the message."""


@dataclass(frozen=True)
class Past:
    """One of a person's screenings. `answers` and `outcome` are missing where it cannot be opened."""

    id: str
    reference: str
    level: Level
    at: datetime
    answers: Version | None
    outcome: Outcome | None


@dataclass(frozen=True)
class Known:
    """One person as staff know them: screenings and earlier paper, from the oldest on, and who decided what belongs."""

    id: str
    screenings: tuple[Past, ...]
    sheets: tuple[Sheet, ...]
    acts: tuple[ActEntry, ...]


@dataclass(frozen=True)
class Kin:
    """What the page of one screening says about its person, and who else may be the same."""

    person_id: str | None
    screenings: tuple[Past, ...]
    sheets: tuple[Sheet, ...]
    candidates: tuple[Candidate, ...]
    acts: tuple[ActEntry, ...]


def open_person(person_id: str, staff: StaffUser) -> Known:
    """Read all screenings of a person; the reading is recorded in the caller's transaction.

    Raises MergedInto, NoSuchPerson.
    """
    begin_immediate()
    query = sa.select(Person.id).where(Person.id == person_id, Person.site_id == staff.site_id)
    if db.session.scalar(query) is None:
        raise NoSuchPerson
    rows = _rows(person_id, staff)
    if not rows:
        raise _where_to(person_id)
    acts = acts_about(row.id for row in rows)
    known = Known(person_id, tuple(_past(row) for row in rows), sheets_of(rows), tuple(acts))
    record("person.read", subject=("person", person_id), actor=staff, screenings=[row.id for row in rows])
    return known


def kin_of(case: Case, staff: StaffUser) -> Kin:
    """The person of a screening that was just opened; reading their other screenings is recorded as well."""
    row = find_screening(case.id, staff)
    rows = _rows(row.person_id, staff) if row.person_id else []
    kin = Kin(
        person_id=row.person_id,
        screenings=tuple(_past(one) for one in rows),
        sheets=sheets_of(rows),
        candidates=tuple(offered(row, case.latest.contact)),
        acts=tuple(acts_about([row.id])),
    )
    if row.person_id:
        read = [one.id for one in rows]
        record("person.read", subject=("person", row.person_id), actor=staff, screenings=read)
    return kin


def linked_with(row: Screening, staff: StaffUser) -> Sequence[Screening]:
    """Every screening of the person of this one at the staff member's site, itself among them, the oldest first."""
    return _rows(row.person_id, staff) if row.person_id else [row]


def _rows(person_id: str, staff: StaffUser) -> Sequence[Screening]:
    query = sa.select(Screening).where(Screening.person_id == person_id, Screening.site_id == staff.site_id)
    return db.session.scalars(query.order_by(Screening.created_at, Screening.id)).all()


def _past(row: Screening) -> Past:
    try:
        answers, outcome = latest_version(row)
    except Unreadable:
        return Past(row.id, row.reference, Level(row.level), row.created_at, None, None)
    return Past(row.id, row.reference, Level(row.level), row.created_at, answers, outcome)


def _where_to(person_id: str) -> NoSuchPerson:
    """Where the screenings went that were last taken from this person."""
    left = sa.select(Screening.person_id).join(PersonMove, PersonMove.screening_id == Screening.id)
    gone = left.where(PersonMove.before_id == person_id, Screening.person_id.is_not(None))
    now_at = db.session.scalar(gone.order_by(PersonMove.act_id.desc()).limit(1))
    return MergedInto(now_at) if now_at else NoSuchPerson()
