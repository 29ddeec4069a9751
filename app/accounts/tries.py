"""How often somebody whose password was right may guess at the second factor."""

import uuid
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.accounts.models import SigninFailure
from app.extensions import clock, db, uuid7
from app.vault import current_vault

MOST: Final = 5
WINDOW: Final = timedelta(minutes=5)


def too_many(user_id: uuid.UUID) -> bool:
    """Whether even the right code is refused now."""
    recent = SigninFailure.account_index == _index(user_id), SigninFailure.at > clock.now() - WINDOW
    return (db.session.scalar(sa.select(sa.func.count()).where(*recent)) or 0) >= MOST


def failed(user_id: uuid.UUID) -> None:
    """Count one more. The caller commits."""
    db.session.add(SigninFailure(id=uuid7(), account_index=_index(user_id), at=clock.now()))
    db.session.flush()


def forget(user_id: uuid.UUID) -> None:
    """Begin anew after a success. The caller commits."""
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == _index(user_id)))


def _index(user_id: uuid.UUID) -> bytes:
    return current_vault().blind_index("staff-factor", str(user_id))
