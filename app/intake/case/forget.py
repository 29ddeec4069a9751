"""Deleting a screening with all that is sealed under its key. The key goes with the row: nothing opens a copy of it."""

from typing import Final

import sqlalchemy as sa

from app.extensions import db
from app.intake.case.recheck import forget_mismatches
from app.intake.models import (
    Closure,
    Consent,
    ContactAttempt,
    Decision,
    FollowUp,
    Note,
    RiskEventRow,
    Screening,
    ScreeningVersion,
    SealedRow,
    SecondLook,
)

OF_A_SCREENING: Final[tuple[type[SealedRow] | type[SecondLook], ...]] = (
    *(Closure, Consent, ContactAttempt, Decision, FollowUp, Note, RiskEventRow, ScreeningVersion, SecondLook),
)


def forget_case(row: Screening) -> None:
    """Delete it. Whatever others hold of it has to be gone before."""
    forget_mismatches(row.id)
    for table in OF_A_SCREENING:
        db.session.execute(sa.delete(table).where(table.screening_id == row.id))
    db.session.delete(row)
    db.session.flush()


def waits_for_somebody() -> sa.ColumnElement[bool]:
    """The condition of a closed screening with a task or a second look that is not done."""
    task = sa.exists().where(FollowUp.screening_id == Screening.id, FollowUp.done_at.is_(None))
    look = sa.exists().where(SecondLook.screening_id == Screening.id, SecondLook.done_at.is_(None))
    return sa.or_(task, look)
