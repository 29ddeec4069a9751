"""The record of who linked, merged, parted, refused and undid what, and the moves that each act made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.accounts import Names, StaffUser, names_of
from app.activity import record
from app.extensions import Lock, clock, db, one_at_a_time
from app.intake.models import Screening
from app.intake.people.candidates import UNDO
from app.intake.people.models import PersonAct, PersonMove

ONE: Final = aliased(Screening)
OTHER: Final = aliased(Screening)


@dataclass(frozen=True)
class ActEntry:
    """One act in words' raw material: what, about which two screenings, who, when, and whether it still stands."""

    id: str
    kind: str
    screening_id: str
    reference: str
    other_reference: str
    by: str
    at: datetime
    standing: bool


def one_act_at_a_time() -> None:
    """First thing in every act: groups of screenings change as a whole, so two acts never interleave."""
    one_at_a_time(Lock.PERSON_ACTS)


def add_act(
    kind: str,
    pair: tuple[str, str],
    staff: StaffUser,
    moves: Iterable[tuple[Screening, str | None]] = (),
    undoes: PersonAct | None = None,
) -> None:
    """Write down an act about two screenings, make its moves, and record it in the history of both."""
    act = PersonAct(site_id=staff.site_id, kind=kind, screening_id=pair[0], other_id=pair[1], author_id=staff.id)
    act.created_at, act.undoes_id = clock.now(), undoes.id if undoes else None
    db.session.add(act)
    db.session.flush()
    for row, person_id in moves:
        move = PersonMove(act_id=act.id, screening_id=row.id, before_id=row.person_id, after_id=person_id)
        db.session.add(move)
        row.person_id = person_id
    db.session.flush()
    for screening_id in pair:
        record(f"person.{kind}", subject=("screening", screening_id), actor=staff)


def acts_about(screening_ids: Iterable[str]) -> list[ActEntry]:
    """Every act about one of these screenings, the newest first."""
    ids = set(screening_ids)
    query = sa.select(PersonAct, ONE.reference, OTHER.reference, UNDO.id)
    joined = query.join(ONE, ONE.id == PersonAct.screening_id).join(OTHER, OTHER.id == PersonAct.other_id)
    about = sa.or_(PersonAct.screening_id.in_(ids), PersonAct.other_id.in_(ids))
    rows = db.session.execute(
        joined.outerjoin(UNDO, UNDO.undoes_id == PersonAct.id).where(about).order_by(PersonAct.id.desc())
    ).all()
    names = names_of(act.author_id for act, *_ in rows)
    return [_entry(act, names, references, undone) for act, *references, undone in rows]


def _entry(act: PersonAct, names: Names, references: list[str], undone: UUID | None) -> ActEntry:
    return ActEntry(
        id=str(act.id),
        kind=act.kind,
        screening_id=act.screening_id,
        reference=references[0],
        other_reference=references[1],
        by=names.get(act.author_id, "?"),
        at=act.created_at,
        standing=undone is None and act.kind != "undone",
    )
