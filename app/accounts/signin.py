"""Signing in with address and password, and slowing down whoever guesses."""

from app import activity
from app.accounts import notices, passwords, store, tries
from app.accounts.models import StaffUser
from app.accounts.tries import NOWHERE, Caller, Try
from app.extensions import begin_immediate, db, one_at_a_time
from app.vault import current_vault


def authenticate(email: str, password: str, caller: Caller = NOWHERE) -> StaffUser | None:
    """The member of staff these belong to, or None: wrong, unknown, not enrolled, switched off, or too many tries.

    Their second factor is still to be asked for. The caller commits in either case. Ends the caller's transaction
    first, because hashing must not hold the write lock. Raises passwords.TooBusy.
    """
    tried = tries.count_one(email, caller)
    if tried is None:
        return None
    candidate = store.by_email(email)
    may_come = candidate is not None and candidate.active and not tried.is_one_too_many
    known_hash = candidate.password_hash if candidate and may_come else None
    right, newer_hash = _check(tried, known_hash, password)
    begin_immediate()
    user = _held(store.by_email(email))
    if not right or user is None or not user.is_active or user.password_hash != known_hash:
        _failed(tried, user)
        return None
    user.password_hash = newer_hash or user.password_hash
    tries.forget(user, tried)
    activity.record("signin.password", subject=("staff", user.public_id), actor=user)
    return user


def is_password_of(user: StaffUser, password: str) -> bool:
    """Whether somebody who is signed in knows their password; tries at it have a bucket of their own.

    The caller commits. Ends the caller's transaction first. Raises passwords.TooBusy.
    """
    inside = Caller(browser=current_vault().blind_index("own-password", str(user.id)))
    tried = tries.count_one(user.email, inside)
    if tried is None:
        return False
    known_hash = None if tried.is_one_too_many else user.password_hash
    right, _ = _check(tried, known_hash, password)
    begin_immediate()
    if not right or user.password_hash != known_hash:
        _failed(tried, user)
        return False
    tries.forget(user, tried)
    return True


def _check(tried: Try, known_hash: str | None, password: str) -> tuple[bool, str | None]:
    """Whether it is right, and the hash of today if the one that is kept is of yesterday. No lock is held meanwhile."""
    db.session.rollback()
    try:
        right = passwords.verify(known_hash, password)
        outdated = right and known_hash is not None and passwords.is_outdated(known_hash)
        return right, passwords.hash_new(password) if outdated else None
    except passwords.TooBusy:
        tries.give_back(tried)
        raise


def _held(user: StaffUser | None) -> StaffUser | None:
    """As they are once nobody else changes by what they come in. Held before the log is, in the order of everybody."""
    if user is not None:
        one_at_a_time(user.id)
        db.session.refresh(user)
    return user


def _failed(tried: Try, user: StaffUser | None) -> None:
    whose, site_id = (user.public_id, user.site_id) if user else ("unknown", None)
    activity.record("signin.failed", subject=("staff", whose), site_id=site_id, method="password")
    if tried.is_last_free:
        activity.record("signin.slowed", subject=("staff", whose), site_id=site_id, method="password")
    if user and tried.shuts:
        activity.record("signin.shut", subject=("staff", whose), site_id=site_id)
        notices.tell(user, notices.Notice.SHUT)
    elif user and tried.is_worth_telling:
        notices.tell(user, notices.Notice.MANY_FAILURES)
