"""Follow-up tasks: what is to be done later about one screening, and that it was done."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock, db
from app.intake.case.edition import Conflict, lock_edition, lock_open
from app.intake.follow_up import set_follow_up
from app.intake.models import FollowUp, Screening
from app.intake.records import Record


def add_task(screening_id: str, staff: StaffUser, edition: int, text: str, due_at: datetime) -> None:
    """Write down what is to be done and by when. Raises Conflict, NoSuchScreening."""
    sealed = Record.open(lock_open(screening_id, staff, edition))
    sealed.add(FollowUp, {"text": text}, author_id=staff.id, due_at=due_at)
    set_follow_up(sealed)
    record("screening.task", subject=("screening", screening_id), actor=staff)


def finish_task(screening_id: str, staff: StaffUser, edition: int, task_id: UUID) -> None:
    """Say that it is done. Raises Conflict, also if it was done already or there is no such task; NoSuchScreening."""
    row = lock_edition(screening_id, staff, edition)
    mine = (FollowUp.id == task_id, FollowUp.screening_id == row.id, FollowUp.done_at.is_(None))
    task = db.session.scalar(sa.select(FollowUp).where(*mine))
    if task is None:
        raise Conflict(_("There is no such task, or it is done already."))
    task.done_at, task.done_by = clock.now(), staff.id
    db.session.flush()
    set_follow_up(Record.open(row))
    record("screening.task_done", subject=("screening", row.id), actor=staff)


def open_tasks(row: Screening) -> int:
    """How many of its tasks are not done."""
    query = sa.select(sa.func.count()).where(FollowUp.screening_id == row.id, FollowUp.done_at.is_(None))
    return db.session.scalar(query) or 0
