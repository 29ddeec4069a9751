"""A staff session: begun once every factor was right, asked anew at every request, ended by signing out."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from flask_login import current_user, login_user, logout_user

from app import activity, sessions
from app.accounts import factor
from app.accounts.models import StaffUser
from app.extensions import clock, db, login_manager

FRESH_FOR: Final = timedelta(minutes=5)


def sign_in(user: StaffUser) -> None:
    """Begin a staff session for somebody whose factors have been checked. The caller commits."""
    sessions.begin(sessions.STAFF, user_id=user.id, factor_at=clock.now().isoformat())
    login_user(user)
    activity.record("signin.succeeded", subject=("staff", user.public_id), actor=user)


def sign_out() -> None:
    """End the staff session, so that its cookie opens nothing any more. The caller commits."""
    if current_user.is_authenticated:
        activity.record("staff.signed_out", subject=("staff", current_user.public_id), actor=current_user)
    logout_user()
    sessions.end()


def is_fresh() -> bool:
    """Whether a code was given so recently that this may be nobody else at a screen that was left open."""
    given = sessions.current().get("factor_at")
    return given is not None and clock.now() - datetime.fromisoformat(given) <= FRESH_FOR


def confirm(typed: str) -> bool:
    """Take a code in the middle of a session, which then goes on under a new token. The caller commits in either case.

    What the old token sealed must be opened before.
    """
    if not factor.accept(current_user, typed):
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
    user = db.session.get(StaffUser, uuid.UUID(user_id))
    if user is None or not user.is_active:
        sessions.end()
        return None
    return user
