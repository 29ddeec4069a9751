"""Recovery codes: what lies in a drawer for the day when the authenticator is lost. Each works once."""

import base64
import secrets
import uuid
from typing import Final

import sqlalchemy as sa

from app import activity
from app.accounts import guesses
from app.accounts.factor_models import RecoveryCode
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, clock, db, one_at_a_time
from app.vault import current_vault

COUNT: Final = 10
_BYTES: Final = 10  # 80 bits, which are 16 letters
_GROUP: Final = 4


def issue(user: StaffUser) -> list[str]:
    """Ten new ones, to be shown once; those from before open nothing any more. The caller commits."""
    begin_immediate()
    one_at_a_time(user.id)
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [_new() for _ in range(COUNT)]
    db.session.add_all(RecoveryCode(user_id=user.id, mark=_mark(user.id, code)) for code in codes)
    activity.record("staff.recovery_issued", subject=("staff", user.public_id), actor=user)
    return codes


def use(user: StaffUser, typed: str) -> bool:
    """Use one up, however it is written; the caller commits in either case."""
    if guesses.count_one(user.id) and _take(user.id, typed):
        guesses.forget(user.id)
        activity.record("staff.recovery_used", subject=("staff", user.public_id), actor=user, left=left(user.id))
        return True
    activity.record("signin.failed", subject=("staff", user.public_id), site_id=user.site_id)
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
    unused = RecoveryCode.mark == _mark(user_id, typed), RecoveryCode.used_at.is_(None)
    take = sa.update(RecoveryCode).where(*unused).values(used_at=clock.now())
    return db.session.scalar(take.returning(RecoveryCode.id)) is not None


def _new() -> str:
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _mark(user_id: uuid.UUID, typed: str) -> bytes:
    """A keyed hash: without the key file nobody can try codes on a copy of the database."""
    letters = "".join(char for char in typed if char.isalnum())
    return current_vault().blind_index("staff-recovery", f"{user_id}:{letters}")
