"""Recovery codes: what lies in a drawer for the day when the authenticator is lost. Each works once."""

import uuid
from typing import Final

import sqlalchemy as sa

from app import activity
from app.accounts import guesses, notices
from app.accounts.factor_models import RecoveryCode
from app.accounts.letters import mark_of, new_letters
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, clock, db, one_at_a_time

COUNT: Final = 10
_PURPOSE: Final = "staff-recovery"


def issue(user: StaffUser) -> list[str]:
    """Ten new ones, to be shown once; those from before open nothing any more. The caller commits."""
    begin_immediate()
    one_at_a_time(user.id)
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [new_letters() for _ in range(COUNT)]
    db.session.add_all(RecoveryCode(user_id=user.id, mark=mark_of(_PURPOSE, user.id, code)) for code in codes)
    activity.record("staff.recovery_issued", subject=("staff", user.public_id), actor=user)
    return codes


def use(user: StaffUser, typed: str) -> bool:
    """Use one up, however it is written; the caller commits in either case.

    Eighty bits cannot be guessed, so no try counts, and nobody who guesses at codes shuts this way.
    """
    begin_immediate()
    one_at_a_time(user.id)
    if _take(user.id, typed):
        guesses.forget(user)
        activity.record("staff.recovery_used", subject=("staff", user.public_id), actor=user, left=left(user.id))
        notices.tell(user, notices.Notice.RECOVERY_USED)
        return True
    activity.record("signin.failed", subject=("staff", user.public_id), site_id=user.site_id, method="recovery")
    return False


def left(user_id: uuid.UUID) -> int:
    """How many are unused."""
    unused = RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)
    return db.session.scalar(sa.select(sa.func.count()).where(*unused)) or 0


def take_away(user_id: uuid.UUID) -> None:
    """Let none of them open anything. The caller commits."""
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def _take(user_id: uuid.UUID, typed: str) -> bool:
    """By one statement, so that of two who use the same one at once the second is too late."""
    unused = RecoveryCode.mark == mark_of(_PURPOSE, user_id, typed), RecoveryCode.used_at.is_(None)
    take = sa.update(RecoveryCode).where(*unused).values(used_at=clock.now())
    return db.session.scalar(take.returning(RecoveryCode.id)) is not None
