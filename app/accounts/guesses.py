"""How often somebody whose password was right may guess at the second factor."""

import uuid
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.accounts.models import SigninFailure
from app.extensions import begin_immediate, clock, db, one_at_a_time, uuid7
from app.vault import current_vault

MOST: Final = 5
WINDOW: Final = timedelta(minutes=5)


def count_one(user_id: uuid.UUID) -> bool:
    """Count a guess before it is looked at; False, and not counted, when there were too many. The caller commits.

    Whoever guesses for the same account waits here until the caller is done, so of many at once each counts.
    """
    begin_immediate()
    one_at_a_time(user_id)
    if _recent(user_id) >= MOST:
        return False
    db.session.add(SigninFailure(id=uuid7(), account_index=_index(user_id), at=clock.now()))
    db.session.flush()
    return True


def forget(user_id: uuid.UUID) -> None:
    """Begin anew after a success. The caller commits."""
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == _index(user_id)))


def _recent(user_id: uuid.UUID) -> int:
    recent = SigninFailure.account_index == _index(user_id), SigninFailure.at > clock.now() - WINDOW
    return db.session.scalar(sa.select(sa.func.count()).where(*recent)) or 0


def _index(user_id: uuid.UUID) -> bytes:
    return current_vault().blind_index("staff-factor", str(user_id))
