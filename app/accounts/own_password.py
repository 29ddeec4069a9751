"""Changing one's own password."""

from app import activity, sessions
from app.accounts import notices, passwords, signin
from app.accounts.enrol import PasswordRefused
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, db, one_at_a_time
from app.sites import site_of


class WrongPassword(Exception):
    """The password of until now was not right, or was tried too often."""


def change_password(user: StaffUser, old: str, new: str) -> None:
    """Set a new password and end every other session.

    The caller commits, whatever is raised but TooBusy and PasswordRefused. Ends the caller's transaction first, because
    hashing must not hold the write lock. Raises WrongPassword, PasswordRefused and passwords.TooBusy.
    """
    if reason := passwords.check_new(new, [user.email, user.name, site_of(user.site_id).name]):
        raise PasswordRefused(reason)
    if not signin.is_password_of(user, old):
        raise WrongPassword
    db.session.rollback()
    new_hash = passwords.hash_new(new)
    begin_immediate()
    one_at_a_time(user.id)
    user.password_hash = new_hash
    sessions.end_others_of(user.id)
    activity.record("staff.password_changed", subject=("staff", user.public_id), actor=user)
    notices.tell(user, notices.Notice.PASSWORD)
