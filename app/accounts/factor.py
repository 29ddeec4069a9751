"""The second factor: codes of an authenticator (TOTP, RFC 6238), each of which opens the account once.

Passkeys are one as well (`passkeys`): somebody has a factor who has either.
"""

import hmac
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

import pyotp
import sqlalchemy as sa

from app import activity, sessions
from app.accounts import guesses, notices, recovery
from app.accounts.factor_models import Factor
from app.accounts.models import StaffUser
from app.accounts.passkey_models import Passkey
from app.extensions import begin_immediate, clock, db, one_at_a_time
from app.extensions.other_clock import disagreement

STEP_SECONDS: Final = 30
_EITHER_SIDE: Final = 1  # clocks differ, and people take their time to type
_MACHINES_APART: Final = clock.MOST_APART // timedelta(seconds=STEP_SECONDS)
_ISSUER: Final = "Braid"


def new_seed() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def address_of(seed: str, email: str) -> str:
    """What the picture tells an authenticator: the seed, and whose it is."""
    return pyotp.TOTP(seed).provisioning_uri(name=email, issuer_name=_ISSUER)


def has_factor(user_id: uuid.UUID) -> bool:
    """Whether this member of staff has set one up."""
    return user_id in with_factor([user_id])


def has_authenticator(user_id: uuid.UUID) -> bool:
    """Whether it is one that shows codes, or one of those."""
    return db.session.scalar(sa.select(sa.exists().where(Factor.user_id == user_id))) or False


def with_factor(user_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these have set one up, in one query."""
    asked = set(user_ids)
    either = (sa.select(table.user_id).where(table.user_id.in_(asked)) for table in (Factor, Passkey))
    return set(db.session.scalars(sa.union(*either)))


def accept(user: StaffUser, typed: str) -> bool:
    """Whether a code opens this account now; the caller commits in either case.

    After too many guesses no code is looked at, so a right one is not used up and opens the account later.
    """
    number = guesses.count_one(user)
    if number and _use(user.id, typed):
        guesses.forget(user)
        return True
    guesses.was_wrong(user, number)
    return False


def set_up(user: StaffUser, seed: str, typed: str) -> list[str] | None:
    """Make this seed the authenticator, if a first code shows that it has it. The caller commits.

    Ends every other session of the person. Returns new recovery codes, or None for a wrong code.
    """
    step = _step_of(seed, typed)
    if step is None:
        return None
    begin_immediate()
    one_at_a_time(user.id)
    if has_factor(user.id):
        notices.tell(user, notices.Notice.FACTOR)
    give(user, seed, step)
    guesses.forget(user)
    sessions.end_others_of(user.id)
    activity.record("staff.factor_set", subject=("staff", user.public_id), actor=user)
    return recovery.issue(user)


def take_away(user_id: uuid.UUID) -> None:
    """Let no code of an authenticator open anything. The caller commits."""
    db.session.execute(sa.delete(Factor).where(Factor.user_id == user_id))


def give(user: StaffUser, seed: str, last_step: int | None = None) -> None:
    """Put a factor in the place of whatever there was. The caller commits."""
    take_away(user.id)
    factor = Factor.of(user.id, seed)
    factor.last_step = last_step
    db.session.add(factor)
    db.session.flush()


def _use(user_id: uuid.UUID, typed: str) -> bool:
    """Use a code up; False for a wrong one and for one of a step that is used up."""
    factor = db.session.get(Factor, user_id, populate_existing=True)
    if factor:
        _look_at_clock(factor)
    step = _step_of(factor.seed, typed) if factor else None
    if step is None:
        return False
    unused = sa.or_(Factor.last_step.is_(None), Factor.last_step < step)
    take = sa.update(Factor).where(Factor.user_id == user_id, unused).values(last_step=step)
    return db.session.scalar(take.returning(Factor.user_id)) is not None


def _look_at_clock(factor: Factor) -> None:
    """A step of which no right clock could have taken a code by now: the clock has been set back since.

    Then every code of now counts as used, because nobody knows which are; the next one opens, a minute later at most.
    """
    latest = _now() + _EITHER_SIDE
    far = factor.last_step is not None and factor.last_step > latest + _MACHINES_APART
    if far and not disagreement():  # else it may be this machine that is wrong, and the others are served
        factor.last_step = latest


def _now() -> int:
    return int(clock.now().timestamp()) // STEP_SECONDS


def _step_of(seed: str, typed: str) -> int | None:
    """The step of time that a code belongs to, if it is one of now, however it is spaced."""
    code = "".join(typed.split()).encode(errors="replace")
    now, codes = _now(), pyotp.HOTP(seed)
    near = range(now - _EITHER_SIDE, now + _EITHER_SIDE + 1)
    return next((step for step in near if hmac.compare_digest(codes.at(step).encode(), code)), None)
