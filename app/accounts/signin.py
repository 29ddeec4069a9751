"""Signing in with address and password, and slowing down whoever guesses."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app import activity
from app.accounts import passwords, store
from app.accounts.models import SigninFailure, StaffUser, email_index
from app.extensions import begin_immediate, clock, db, one_at_a_time, uuid7

FREE_FAILURES: Final = 5
WINDOW: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(seconds=300)
_FORGOTTEN_AFTER: Final = timedelta(days=1)


def must_wait(email: str) -> timedelta:
    """How long until this address may be tried again; zero when it may be tried now. Says nothing about who exists."""
    failures = sa.select(sa.func.count(), sa.func.max(SigninFailure.at)).where(
        SigninFailure.account_index == email_index(email), SigninFailure.at > clock.now() - WINDOW
    )
    count, last = db.session.execute(failures).one()
    if count < FREE_FAILURES:
        return timedelta()
    wait = min(timedelta(seconds=2 ** min(count - FREE_FAILURES, 10)), LONGEST_WAIT)
    return max(last + wait - clock.now(), timedelta())


def authenticate(email: str, password: str) -> StaffUser | None:
    """The member of staff these belong to, or None: wrong, unknown, not enrolled, switched off, or too many tries.

    Their second factor is still to be asked for. The caller commits in either case, so that a failure is counted. Ends
    the caller's transaction first, because hashing must not hold the write lock. Raises passwords.TooBusy.
    """
    if must_wait(email):
        return None
    candidate = store.by_email(email)
    known_hash = candidate.password_hash if candidate and candidate.active else None
    db.session.rollback()
    right = passwords.verify(known_hash, password)
    newer_hash = passwords.hash_new(password) if right and known_hash and passwords.is_outdated(known_hash) else None
    begin_immediate()
    user = _held(store.by_email(email))
    if not right or user is None or not user.is_active or user.password_hash != known_hash:
        _failed(email, user)
        return None
    user.password_hash = newer_hash or user.password_hash
    return _succeeded(user)


def is_password_of(user: StaffUser, password: str) -> bool:
    """Whether somebody who is signed in knows their password; counts as a try like any other. The caller commits."""
    email, known_hash = user.email, user.password_hash
    if must_wait(email):
        return False
    db.session.rollback()
    right = passwords.verify(known_hash, password)
    begin_immediate()
    if not right or user.password_hash != known_hash:
        _failed(email, user)
        return False
    return True


def _held(user: StaffUser | None) -> StaffUser | None:
    """As they are once nobody else changes by what they come in. Held before the log is, in the order of everybody."""
    if user is not None:
        one_at_a_time(user.id)
        db.session.refresh(user)
    return user


def _succeeded(user: StaffUser) -> StaffUser:
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == user.email_index))
    activity.record("signin.password", subject=("staff", user.public_id), actor=user)
    return user


def _failed(email: str, user: StaffUser | None) -> None:
    moment = clock.now()
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.at < moment - _FORGOTTEN_AFTER))
    db.session.add(SigninFailure(id=uuid7(), account_index=email_index(email), at=moment))
    whose, site_id = (user.public_id, user.site_id) if user else ("unknown", None)
    activity.record("signin.failed", subject=("staff", whose), site_id=site_id)
