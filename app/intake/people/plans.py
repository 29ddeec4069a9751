"""Reading what is planned: for some screenings, and for the whole site with what is overdue first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from app.accounts import StaffUser, names_of
from app.activity import record
from app.extensions import begin_immediate, db
from app.intake.arriving import invites
from app.intake.arriving.invites import InviteSeen
from app.intake.models import Screening
from app.intake.people.models import Rescreen, RescreenEnd
from app.intake.people.rescreens import open_at
from app.intake.records import Record
from app.vault import Unreadable

MOST_LISTED: Final = 200


@dataclass(frozen=True)
class PlanEnd:
    """How a plan ended. `done_as`: id and reference of the screening it was; `text`: why it was cancelled."""

    kind: str
    by: str
    done_as: tuple[str, str] | None
    text: str


@dataclass(frozen=True)
class RescreenPlan:
    """One planned screening: counted from which, due when, by which link it comes, how it ended.

    `latest`: id and reference of the newest screening of that person.
    """

    id: str
    screening_id: str
    reference: str
    person_id: str | None
    latest: tuple[str, str]
    weeks: int
    due_at: datetime
    by: str
    link: InviteSeen | None
    end: PlanEnd | None


def plans_of(screening_ids: Iterable[str]) -> list[RescreenPlan]:
    """Every plan counted from these screenings, ended ones included, by the day it is due."""
    return _read(Rescreen.screening_id.in_(set(screening_ids)))


def open_plans(staff: StaffUser) -> tuple[list[RescreenPlan], bool]:
    """What is open at one's site, the most overdue first, and whether there is more. The reading is recorded; the
    caller commits.
    """
    begin_immediate()
    found = _read(open_at(staff.site_id), MOST_LISTED + 1)
    record("rescreens.read", subject=("site", staff.site_id), actor=staff, rows=len(found[:MOST_LISTED]))
    return found[:MOST_LISTED], len(found) > MOST_LISTED


def _read(which: sa.ColumnElement[bool], most: int | None = None) -> list[RescreenPlan]:
    query = sa.select(Rescreen, Screening).join(Screening, Screening.id == Rescreen.screening_id).where(which)
    rows = db.session.execute(query.order_by(Rescreen.due_at, Rescreen.id).limit(most)).all()
    if not rows:
        return []
    links = invites.of_rescreens(planned.id for planned, _ in rows)
    ends = _ends({row.id: row for _, row in rows}.values())
    latest = _latest({row.person_id for _, row in rows if row.person_id})
    names = names_of(planned.author_id for planned, _ in rows)
    return [
        RescreenPlan(
            id=str(planned.id),
            screening_id=row.id,
            reference=row.reference,
            person_id=row.person_id,
            latest=latest.get(row.person_id or "", (row.id, row.reference)),
            weeks=planned.weeks,
            due_at=planned.due_at,
            by=names.get(planned.author_id, "?"),
            link=links.get(planned.id),
            end=ends.get(planned.id),
        )
        for planned, row in rows
    ]


def _ends(rows: Collection[Screening]) -> Mapping[UUID, PlanEnd]:
    """How plans ended. A reason that cannot be opened is left empty: that the plan ended still stands."""
    query = sa.select(RescreenEnd, Screening.reference).outerjoin(Screening, Screening.id == RescreenEnd.done_as_id)
    found = db.session.execute(query.where(RescreenEnd.screening_id.in_({row.id for row in rows}))).all()
    names = names_of(end.author_id for end, _ in found)
    ended = {end.screening_id for end, _ in found}
    texts = {end_id: text for row in rows if row.id in ended for end_id, text in _texts(row)}
    return {
        end.rescreen_id: PlanEnd(
            kind=end.kind,
            by=names.get(end.author_id, "?"),
            done_as=(end.done_as_id, reference) if end.done_as_id else None,
            text=texts.get(end.id, ""),
        )
        for end, reference in found
    }


def _texts(row: Screening) -> list[tuple[UUID, str]]:
    try:
        return [(end.id, content["text"]) for end, content in Record.open(row).all(RescreenEnd)]
    except Unreadable:
        return []


def _latest(persons: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The newest screening of each of these persons."""
    query = sa.select(Screening.person_id, Screening.id, Screening.reference).where(Screening.person_id.in_(persons))
    rows = db.session.execute(query.order_by(Screening.created_at, Screening.id))
    return {str(person): (screening_id, reference) for person, screening_id, reference in rows}  # the last one counts
