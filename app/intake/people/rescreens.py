"""Screenings planned for later: after two, four or twelve weeks, on a day on which the centre is open.

A plan is done when answers are sent by its link, for which asking for a call is not enough, or when staff say which
screening it was. It belongs to the screening from which it is counted, and so to whoever that one is linked with.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock, db, in_own_transaction, writing
from app.intake.arriving import invites
from app.intake.arriving.models import Invite
from app.intake.case.edition import Conflict, lock
from app.intake.models import Screening
from app.intake.people.candidates import group_of
from app.intake.people.models import Rescreen, RescreenEnd
from app.intake.records import Record
from app.sites import site_of
from app.sites.calendar import Calendar

WEEKS: Final = (2, 4, 12)
CAME: Final = aliased(Screening)  # not the one from which it is counted, which whoever asks may read along


def due_after(at: datetime, weeks: int, calendar: Calendar) -> datetime:
    """The close of that day at the centre, or of the next one on which it is open."""
    the_day_before = at.astimezone(calendar.zone) + timedelta(weeks=weeks, days=-1)
    return calendar.close_of_working_day_after(the_day_before, 1)


def plan(screening_id: str, staff: StaffUser, weeks: Iterable[int]) -> None:
    """Plan to screen again after so many weeks; what is planned already stays. Raises Conflict, NoSuchScreening."""
    row = lock(screening_id, staff)
    mine = Rescreen.screening_id == row.id, is_open()
    wanted = sorted({*weeks} - {*db.session.scalars(sa.select(Rescreen.weeks).where(*mine))})
    if not wanted:
        raise Conflict(_("This is planned already."))
    for number in wanted:
        _add(row, staff, number)
    db.session.flush()
    record("rescreen.planned", subject=("screening", row.id), actor=staff, weeks="/".join(map(str, wanted)))


def finish(screening_id: str, staff: StaffUser, rescreen_id: UUID, done_as: str) -> dict[str, str]:
    """Say which of the person's screenings it was. Returns what is wrong, by field.

    Raises Conflict, NoSuchScreening.
    """
    row, planned = _lock_open(screening_id, staff, rescreen_id)
    others = sa.select(Screening.id).where(group_of(row), Screening.id != row.id)
    if done_as not in set(db.session.scalars(others)):
        return {"done_as": _("Choose a screening that is linked as the same person.")}
    _end(row, staff, planned, "done", done_as_id=done_as)
    return {}


def cancel(screening_id: str, staff: StaffUser, rescreen_id: UUID, reason: str) -> None:
    """Say that it will not be, and why. Raises Conflict, NoSuchScreening, vault.Unreadable."""
    row, planned = _lock_open(screening_id, staff, rescreen_id)
    _end(row, staff, planned, "cancelled", text=reason)


def make_link(screening_id: str, staff: StaffUser, rescreen_id: UUID) -> tuple[str, str]:
    """Make the link by which the person answers again; an earlier one that nobody used ends.

    Returns its token and what staff know it by. Raises Conflict, NoSuchScreening.
    """
    row, planned = _lock_open(screening_id, staff, rescreen_id)
    earlier = invites.of_rescreens([planned.id]).get(planned.id)
    if earlier:
        invites.withdraw(earlier.id, staff)
    label = f"{row.reference} +{planned.weeks}"
    token = invites.make_invite(staff, label=label, rescreen_id=planned.id)
    record("rescreen.link", subject=("screening", row.id), actor=staff)
    return token, label


def is_open() -> sa.ColumnElement[bool]:
    """The condition of a plan that is neither done nor cancelled."""
    ended = sa.exists().where(RescreenEnd.rescreen_id == Rescreen.id)
    by_link = Invite.rescreen_id == Rescreen.id, CAME.id == Invite.screening_id
    answered = sa.exists().where(*by_link, CAME.sent_at.is_not(None))
    return sa.and_(~ended, ~answered)


def open_at(site_id: str) -> sa.ColumnElement[bool]:
    """The condition of a site's open plans: what a round saw to be over is not looked at again."""
    return sa.and_(Rescreen.site_id == site_id, Rescreen.over_at.is_(None), is_open())


def note_over() -> None:
    """Note which plans are over, so that no list or count goes through them again. In a transaction of its own.

    Nothing opens a plan again; and one that ended since, or under an older version, is told by how it ended.
    """
    seen = sa.update(Rescreen).where(Rescreen.over_at.is_(None), ~is_open()).values(over_at=clock.now())
    with writing():
        db.session.execute(seen, execution_options={"synchronize_session": False})


def overdue_at(site_id: str) -> int:
    """How many plans of a site are past their day. In a transaction of its own: every staff page asks."""
    late = open_at(site_id), Rescreen.due_at < clock.now()
    with in_own_transaction(writes=False) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(Rescreen).where(*late)) or 0


def _add(row: Screening, staff: StaffUser, weeks: int) -> None:
    due_at = due_after(min(row.sent_at or row.created_at, clock.now()), weeks, site_of(row.site_id).calendar)
    planned = Rescreen(site_id=row.site_id, screening_id=row.id, weeks=weeks, due_at=due_at, author_id=staff.id)
    planned.created_at = clock.now()
    db.session.add(planned)


def _lock_open(screening_id: str, staff: StaffUser, rescreen_id: UUID) -> tuple[Screening, Rescreen]:
    row = lock(screening_id, staff)
    mine = Rescreen.id == rescreen_id, Rescreen.screening_id == row.id, is_open()
    planned = db.session.scalar(sa.select(Rescreen).where(*mine))
    if planned is None:
        raise Conflict(_("There is no such re-screen, or it is done or cancelled already."))
    return row, planned


def _end(row: Screening, staff: StaffUser, planned: Rescreen, kind: str, text: str = "", **known: str) -> None:
    sealed = Record.open(row)
    sealed.add(RescreenEnd, {"text": text}, author_id=staff.id, rescreen_id=planned.id, kind=kind, **known)
    record(f"rescreen.{kind}", subject=("screening", row.id), actor=staff)
