"""Saying that two screenings are the same person's, or not; taking one out again; undoing any of it.

An act rests on what is offered at this moment under the lock, not on a page: so nobody links what a colleague refused.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.extensions import clock, db
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.case.versions import contact_of
from app.intake.models import Screening
from app.intake.people.acts import add_act, one_act_at_a_time
from app.intake.people.candidates import group_of, offered, standing
from app.intake.people.models import Person, PersonAct, PersonMove


def same_person(screening_id: str, other_id: str, staff: StaffUser) -> None:
    """Link a screening with one that is offered. Two persons become the older of the two, with all their screenings.

    Raises Conflict, NoSuchScreening, vault.Unreadable.
    """
    row, other = _pair(screening_id, other_id, staff)
    known = [one.person_id for one in (row, other) if one.person_id]
    person_id = _oldest(known) if known else new_person(staff)
    moving = [one for one in (*_group(row), *_group(other)) if one.person_id != person_id]
    kind = "merged" if len(known) == 2 else "linked"
    add_act(kind, (row.id, other.id), staff, [(one, person_id) for one in moving])


def not_the_same(screening_id: str, other_id: str, staff: StaffUser) -> None:
    """Remember that they are two people. Raises Conflict, NoSuchScreening, vault.Unreadable."""
    row, other = _pair(screening_id, other_id, staff)
    add_act("refused", (row.id, other.id), staff)


def unlink(screening_id: str, staff: StaffUser) -> None:
    """Take a screening out of its person; it is not offered again. Raises Conflict, NoSuchScreening."""
    one_act_at_a_time()
    row = find_screening(screening_id, staff, to_write=True)
    others = [one for one in _group(row) if one.id != row.id]
    if not others:
        raise Conflict(_("This screening is linked with no other one."))
    add_act("parted", (row.id, others[0].id), staff, [(row, None)])


def undo(screening_id: str, act_id: UUID, staff: StaffUser) -> None:
    """Put everything back as it was before an act about this screening. Raises Conflict, NoSuchScreening."""
    one_act_at_a_time()
    find_screening(screening_id, staff)
    about = sa.or_(PersonAct.screening_id == screening_id, PersonAct.other_id == screening_id)
    act = db.session.scalar(sa.select(PersonAct).where(PersonAct.id == act_id, about, standing()))
    if act is None:
        raise Conflict(_("There is nothing to undo here, or it was undone already."))
    moves = db.session.scalars(sa.select(PersonMove).where(PersonMove.act_id == act.id)).all()
    if _built_upon(act, moves):
        raise Conflict(_("Something later builds on this. Undo that first."))
    rows = _locked(Screening.id.in_([move.screening_id for move in moves]))
    before = {move.screening_id: move.before_id for move in moves}
    add_act("undone", (act.screening_id, act.other_id), staff, [(row, before[row.id]) for row in rows], undoes=act)


def new_person(staff: StaffUser) -> str:
    """Somebody over time, who has no screening yet. Returns their id."""
    person = Person(site_id=staff.site_id, created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    return person.id


def _pair(screening_id: str, other_id: str, staff: StaffUser) -> tuple[Screening, Screening]:
    one_act_at_a_time()
    row = find_screening(screening_id, staff, to_write=True)
    if other_id not in {one.id for one in offered(row, contact_of(row))}:
        raise Conflict(_("This was decided already, or the two have nothing in common any more."))
    return row, find_screening(other_id, staff, to_write=True)


def _group(row: Screening) -> Sequence[Screening]:
    return _locked(group_of(row))


def _locked(which: sa.ColumnElement[bool]) -> Sequence[Screening]:
    return db.session.scalars(sa.select(Screening).where(which).order_by(Screening.id).with_for_update()).all()


def _oldest(persons: Sequence[str]) -> str:
    query = sa.select(Person.id).where(Person.id.in_(persons)).order_by(Person.created_at, Person.id).limit(1)
    return db.session.scalars(query).one()


def _built_upon(act: PersonAct, moves: Sequence[PersonMove]) -> bool:
    """Whether a later act that stands moved one of the same screenings, or any to or from one of the same persons."""
    persons = {person for move in moves for person in (move.before_id, move.after_id) if person}
    touches = sa.or_(
        PersonMove.screening_id.in_([move.screening_id for move in moves]),
        PersonMove.before_id.in_(persons),
        PersonMove.after_id.in_(persons),
    )
    later = sa.select(PersonAct.id).join(PersonMove, PersonMove.act_id == PersonAct.id)
    return bool(db.session.scalar(later.where(PersonAct.id > act.id, standing(), touches).limit(1)))
