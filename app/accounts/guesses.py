"""How often somebody whose password was right may guess at a code of an authenticator.

Six digits can be guessed by whoever has the time, so there are two limits: a few within minutes, and a hundred in a
row, after which no code opens the account until an administrator says so. Whoever knows a password can thus shut the
codes of its owner; so what nobody can guess (a passkey, a recovery code, a colleague's pass) is never counted and opens
all the same.
"""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app import activity
from app.accounts import notices
from app.accounts.models import SigninFailure, StaffUser
from app.extensions import begin_immediate, clock, db, one_at_a_time, uuid7
from app.vault import current_vault

MOST: Final = 5
WINDOW: Final = timedelta(minutes=5)
MANY: Final = 10
MOST_IN_A_ROW: Final = 100


def count_one(user: StaffUser) -> int:
    """Count a guess before it is looked at: which one it is since the last right one; 0 if there were too many.

    Whoever guesses for the same account waits here until the caller is done, so of many at once each counts. The caller
    commits.
    """
    begin_immediate()
    one_at_a_time(user.id)
    if _recent(user) >= MOST:
        return 0
    column = StaffUser.failed_codes
    more = sa.update(StaffUser).where(StaffUser.id == user.id, column < MOST_IN_A_ROW).values({column: column + 1})
    number = db.session.scalar(more.returning(column)) or 0
    if number:
        db.session.add(SigninFailure(id=uuid7(), account_index=_index(user), at=clock.now()))
        db.session.flush()
    return number


def was_wrong(user: StaffUser, number: int) -> None:
    """It was wrong, or not looked at: on record, and told to the owner where it has become too many. Commit after."""
    itself = ("staff", user.public_id)
    activity.record("signin.failed", subject=itself, site_id=user.site_id, method="code")
    if number and _recent(user) == MOST:
        activity.record("signin.slowed", subject=itself, site_id=user.site_id, method="code")
    if number == MOST_IN_A_ROW:
        activity.record("signin.codes_shut", subject=itself, site_id=user.site_id)
        notices.tell(user, notices.Notice.CODES_SHUT)
    elif number == MANY:
        activity.record("signin.many_codes", subject=itself, site_id=user.site_id)
        notices.tell(user, notices.Notice.MANY_CODES)


def is_shut(user: StaffUser) -> bool:
    """Whether so many in a row were wrong that no code opens this account."""
    return user.failed_codes >= MOST_IN_A_ROW


def forget(user: StaffUser) -> None:
    """Begin anew after a success. The caller commits."""
    db.session.execute(sa.delete(SigninFailure).where(SigninFailure.account_index == _index(user)))
    user.failed_codes = 0


def _recent(user: StaffUser) -> int:
    recent = SigninFailure.account_index == _index(user), within(WINDOW)
    return db.session.scalar(sa.select(sa.func.count()).where(*recent)) or 0


def within(window: timedelta) -> sa.ColumnElement[bool]:
    """Whether a try was within this time. One that is said to come later still was when the clock was wrong."""
    return (SigninFailure.at > clock.now() - window) & (SigninFailure.at < clock.now() + window)


def _index(user: StaffUser) -> bytes:
    return current_vault().blind_index("staff-factor", str(user.id))
