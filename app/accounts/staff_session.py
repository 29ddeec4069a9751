"""A staff session: begun once every factor was right, asked anew at every request, ended by signing out."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Final

from flask_login import current_user, login_user, logout_user

from app import activity, sessions
from app.accounts import emergency, factor, notices, passkeys
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, clock, db, login_manager

FRESH_FOR: Final = timedelta(minutes=5)


def sign_in(user: StaffUser, *, known: bool = False, **where: str) -> None:
    """Begin a staff session for somebody whose factors have been checked. The caller commits.

    `known`: whether they signed in with this browser before. `where`: how and with what, in fixed words.
    """
    itself, ever = ("staff", user.public_id), datetime.min.replace(tzinfo=UTC)
    came_before = activity.did(user.id, frozenset({"signin.succeeded"}), itself, ever)
    sessions.begin(sessions.STAFF, user_id=user.id, factor_at=clock.now().isoformat())
    login_user(user)
    activity.record("signin.succeeded", subject=itself, actor=user, known=known, **where)
    if came_before and not known:
        notices.tell(user, notices.Notice.NEW_BROWSER)


def sign_out() -> None:
    """End the staff session, so that its cookie opens nothing any more, whether or not that can be recorded.

    The caller commits.
    """
    user = current_user._get_current_object()
    logout_user()
    sessions.end()
    if user.is_authenticated:
        activity.record("staff.signed_out", subject=("staff", user.public_id), actor=user)


def note_timeout(user_id: uuid.UUID) -> None:
    """Record that somebody's session was over before they signed out. The caller commits."""
    begin_immediate()
    if user := db.session.get(StaffUser, user_id):
        activity.record("staff.timed_out", subject=("staff", user.public_id), actor=user)


def is_fresh() -> bool:
    """Whether a second factor was given so recently that this may be nobody else at a screen that was left open."""
    given = sessions.current().get("factor_at")
    return given is not None and abs(clock.now() - datetime.fromisoformat(given)) <= FRESH_FOR


def confirm(typed: str, passkey: str = "") -> bool:
    """Take a code, or a passkey, in the middle of a session, which then goes on under a new token.

    The caller commits in either case. What the old token sealed must be opened before.
    """
    if not (passkeys.accept(current_user, passkey) if passkey else factor.accept(current_user, typed)):
        return False
    sessions.rotate()["factor_at"] = clock.now().isoformat()
    activity.record("signin.confirmed", subject=("staff", current_user.public_id), actor=current_user)
    return True


@login_manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def load_user(user_id: str) -> StaffUser | None:
    """The signed-in member of staff, with the role of this moment; nobody when switched off meanwhile.

    A session from before there were second factors is nobody's.
    """
    session = sessions.current()
    if session.audience != sessions.STAFF or str(session.user_id) != user_id or "factor_at" not in session:
        return None
    if emergency.is_over():
        sessions.end()
        return None
    user = db.session.get(StaffUser, uuid.UUID(user_id))
    if user is None or not user.is_active:
        sessions.end()
        return None
    return user
