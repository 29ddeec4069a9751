"""Legal holds: what must be kept, whatever the policy says and whoever asks for it to go, until somebody ends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from app.accounts import StaffUser, names_of
from app.activity import record
from app.extensions import db
from app.intake.case.edition import Conflict
from app.intake.case.own_site import find_screening
from app.intake.models import Screening
from app.intake.records import Record
from app.retention.models import HoldEnd, LegalHold

HELD: Final = aliased(Screening)


class NoSuchHold(LookupError):
    """This screening has none of this id."""


@dataclass(frozen=True)
class End:
    """Why something need not be kept any more, and who said so."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Hold:
    """Why something is kept, who said so, and how it ended if it did."""

    id: UUID
    whole_person: bool
    reason: str
    by: str
    at: datetime
    end: End | None


def set_hold(screening_id: str, staff: StaffUser, reason: str, *, whole_person: bool) -> None:
    """Keep a screening, or all of its person, until the hold is ended. Raises NoSuchScreening, vault.Unreadable."""
    row = find_screening(screening_id, staff, to_write=True)
    Record.open(row).add(LegalHold, {"reason": reason}, author_id=staff.id, whole_person=whole_person)
    record("hold.set", subject=("screening", row.id), actor=staff, whole_person=whole_person)


def end_hold(screening_id: str, staff: StaffUser, hold_id: UUID, reason: str) -> None:
    """End a hold. Raises Conflict, NoSuchHold, NoSuchScreening, vault.Unreadable."""
    row = find_screening(screening_id, staff, to_write=True)
    sealed = Record.open(row)
    if _hold(sealed, hold_id).end:
        raise Conflict(_("This hold has ended already."))
    sealed.add(HoldEnd, {"reason": reason}, author_id=staff.id, hold_id=hold_id)
    record("hold.ended", subject=("screening", row.id), actor=staff)


def holds_of(sealed: Record) -> list[Hold]:
    """Every hold that was set on a screening, the newest first. Raises vault.Unreadable."""
    ends = {end.hold_id: (end, content) for end, content in sealed.all(HoldEnd)}
    found = sealed.all(LegalHold)
    names = names_of({row.author_id for row, _ in found} | {end.author_id for end, _ in ends.values()})
    return [_of(row, content, ends.get(row.id), names) for row, content in reversed(found)]


def is_held() -> sa.ColumnElement[bool]:
    """The condition of a screening that must be kept: by a hold of its own, or of one of its person's."""
    ended = sa.exists().where(HoldEnd.hold_id == LegalHold.id)
    same_person = sa.and_(LegalHold.whole_person, HELD.person_id == Screening.person_id)
    held = sa.select(LegalHold.id).join(HELD, HELD.id == LegalHold.screening_id).where(~ended)
    return held.where(sa.or_(HELD.id == Screening.id, same_person)).correlate(Screening).exists()


def held_now(screening_id: str) -> bool:
    """Whether this one must be kept now."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Screening.id == screening_id, is_held()))))


def forget_holds(screening_id: str) -> None:
    """Delete what was said about keeping a screening, because it goes."""
    for table in (HoldEnd, LegalHold):
        db.session.execute(sa.delete(table).where(table.screening_id == screening_id))


def _hold(sealed: Record, hold_id: UUID) -> Hold:
    for hold in holds_of(sealed):
        if hold.id == hold_id:
            return hold
    raise NoSuchHold


def _of(
    row: LegalHold,
    content: Mapping[str, Any],
    ended: tuple[HoldEnd, dict[str, Any]] | None,
    names: Mapping[UUID | None, str],
) -> Hold:
    end = None
    if ended:
        by, said = ended
        end = End(said["reason"], names.get(by.author_id, "?"), by.created_at)
    return Hold(row.id, row.whole_person, content["reason"], names.get(row.author_id, "?"), row.created_at, end)
