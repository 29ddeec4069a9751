"""Questions that are to be answered with a passkey: 256 random bits, good once, for one person and purpose."""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from app.accounts.models import StaffUser
from app.accounts.passkey_models import PasskeyChallenge
from app.extensions import begin_immediate, clock, db

GOOD_FOR: Final = timedelta(minutes=5)
_BYTES: Final = 32


class Purpose(StrEnum):
    """What the answer is for."""

    ADD = "add"
    USE = "use"


def put(user: StaffUser, purpose: Purpose) -> bytes:
    """A new one. The caller commits."""
    begin_immediate()
    challenge = secrets.token_bytes(_BYTES)
    db.session.execute(sa.delete(PasskeyChallenge).where(_over()))
    db.session.add(PasskeyChallenge(mark=_mark(user, purpose, challenge), expires_at=clock.now() + GOOD_FOR))
    db.session.flush()
    return challenge


def take(user: StaffUser, purpose: Purpose, challenge: bytes) -> bool:
    """Whether this was asked of them and is not answered yet; it never is again. The caller commits in either case.

    By one statement, so that of two equal answers at once the second is too late.
    """
    begin_immediate()
    asked = PasskeyChallenge.mark == _mark(user, purpose, challenge)
    taken = sa.delete(PasskeyChallenge).where(asked, ~_over()).returning(PasskeyChallenge.mark)
    return db.session.scalar(taken) is not None


def _over() -> sa.ColumnElement[bool]:
    """Those of which the time has passed, or that a clock put which has been set back since."""
    until = PasskeyChallenge.expires_at
    return (until <= clock.now()) | (until > clock.latest() + GOOD_FOR)


def _mark(user: StaffUser, purpose: Purpose, challenge: bytes) -> bytes:
    return hashlib.sha256(f"{purpose}|{user.id}|".encode() + challenge).digest()
