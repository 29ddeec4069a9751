"""How often passwords may be tried. A try is counted before it is looked at, so of many at once each counts.

There are several buckets, and none shuts another: one for each address that was typed, whether or not anybody has it;
one for each browser in which its owner signed in before, whom strangers thus cannot keep out; one for each network that
tries come from; one for all of them together.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app import activity
from app.accounts import guesses
from app.accounts.models import SigninFailure, StaffUser, email_index
from app.extensions import begin_immediate, clock, db, network_of, one_at_a_time, uuid7
from app.settings import current_settings
from app.vault import current_vault

FREE: Final = 5
WINDOW: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(seconds=300)
MOST_FROM_A_NETWORK: Final = 20
MOST_A_MINUTE: Final = 300
A_MINUTE: Final = timedelta(minutes=1)
MOST_IN_A_ROW: Final = 100
MANY: Final = 10
HELD_BACK: Final = "access.held_back"
_FORGOTTEN_AFTER: Final = timedelta(days=1)


@dataclass(frozen=True)
class Caller:
    """Where a try comes from: its network address, and the bucket of a browser that is known."""

    address: str | None = None
    browser: bytes | None = None


@dataclass(frozen=True)
class Try:
    """One that was counted. `in_a_row`: which one it is since the last success; 0 where nobody has the address.

    `is_last_free`: whether the next one has to wait, if this one is wrong.
    """

    id: uuid.UUID
    email: str
    caller: Caller
    in_a_row: int
    is_last_free: bool

    @property
    def is_one_too_many(self) -> bool:
        """Whether the account stays shut to it, even with the right password."""
        return self.in_a_row > MOST_IN_A_ROW

    @property
    def is_worth_telling(self) -> bool:
        """Whether its owner is to learn of it: once for each row of wrong ones."""
        return self.in_a_row == MANY

    @property
    def shuts(self) -> bool:
        """Whether it is the last one that may be wrong."""
        return self.in_a_row == MOST_IN_A_ROW


NOWHERE: Final = Caller()


def count_one(email: str, caller: Caller) -> Try | None:
    """Count a try and commit; None, and not counted, when there were too many. Ends the caller's transaction first."""
    db.session.rollback()
    begin_immediate()
    bucket, network = _bucket(email, caller), _network_mark(caller)
    one_at_a_time(uuid.UUID(bytes=bucket))
    _forget_old_ones()
    if wait(bucket) or (network and _are_held_back(network)):
        db.session.commit()
        return None
    counted = SigninFailure(id=uuid7(), account_index=bucket, network_mark=network, at=clock.now())
    db.session.add(counted)
    is_last_free = _recent(WINDOW, SigninFailure.account_index == bucket) == FREE
    made = Try(counted.id, email, caller, _count(email, caller, 1), is_last_free)
    db.session.commit()
    return made


def give_back(tried: Try) -> None:
    """It was never looked at: take it out of the count, and commit."""
    db.session.rollback()
    begin_immediate()
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.id == tried.id))
    _count(tried.email, tried.caller, -1)
    db.session.commit()


def forget(user: StaffUser, tried: Try) -> None:
    """It was right: begin anew, but for an account that is shut to strangers. The caller commits."""
    bucket = _bucket(tried.email, tried.caller)
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == bucket))
    user.failed_known = 0
    if not is_shut(user):
        user.failed_tries = 0


def is_shut(user: StaffUser) -> bool:
    """Whether so many tries in a row were wrong that no stranger gets in, whatever they know."""
    return user.failed_tries >= MOST_IN_A_ROW


def open_again(user: StaffUser) -> None:
    """Forget every wrong try, at the codes as well. The caller commits."""
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == user.email_index))
    user.failed_tries = user.failed_known = 0
    guesses.forget(user)


def wait(bucket: bytes) -> timedelta:
    """How long until there may be another try; zero when there may be one now."""
    recent = SigninFailure.account_index == bucket, guesses.within(WINDOW)
    count, last = db.session.execute(sa.select(sa.func.count(), sa.func.max(SigninFailure.at)).where(*recent)).one()
    if count < FREE:
        return timedelta()
    longer = min(timedelta(seconds=2 ** min(count - FREE, 10)), LONGEST_WAIT)
    return min(max(last + longer - clock.now(), timedelta()), longer)


def _bucket(email: str, caller: Caller) -> bytes:
    return caller.browser or email_index(email)


def _are_held_back(network: bytes) -> bool:
    """Whether too many tries came from there, or from everywhere; said in the log once a window, without from where."""
    if not current_settings().rate_limits:
        return False
    if _recent(WINDOW, SigninFailure.network_mark == network) >= MOST_FROM_A_NETWORK:
        limit = "sign-ins_from_a_network"
    elif _recent(A_MINUTE, SigninFailure.network_mark.is_not(None)) >= MOST_A_MINUTE:
        limit = "sign-ins"
    else:
        return False
    if not activity.did(None, {HELD_BACK}, ("limit", limit), clock.now() - WINDOW, clock.latest()):
        activity.record(HELD_BACK, subject=("limit", limit))
    return True


def _recent(window: timedelta, *which: sa.ColumnElement[bool]) -> int:
    recent = sa.select(sa.func.count()).where(guesses.within(window), *which)
    return db.session.scalar(recent) or 0


def _count(email: str, caller: Caller, step: int) -> int:
    """Done for every address, whether or not somebody has it, so that both are the same work."""
    column = StaffUser.failed_known if caller.browser else StaffUser.failed_tries
    counted = sa.update(StaffUser).where(StaffUser.email_index == email_index(email)).values({column: column + step})
    return db.session.scalar(counted.returning(column)) or 0


def _network_mark(caller: Caller) -> bytes | None:
    """Tells networks apart for a day and names none; a browser that is known is counted by itself alone."""
    if caller.browser or caller.address is None:
        return None
    today = clock.now().date().isoformat()
    return current_vault().blind_index(f"sign-in from:{today}", network_of(caller.address))


def _forget_old_ones() -> None:
    db.session.execute(sa.delete(SigninFailure).where(~guesses.within(_FORGOTTEN_AFTER)))
