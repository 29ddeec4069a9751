"""Connecting staff to Flask-Login: who a session belongs to, asked anew at every request."""

import uuid

from flask_login import current_user, login_user, logout_user

from app import activity, sessions
from app.accounts.models import StaffUser
from app.extensions import db, login_manager


def sign_in(user: StaffUser) -> None:
    """Begin a staff session for somebody whose factors have been checked. The caller commits."""
    sessions.begin(sessions.STAFF, user_id=user.id)
    login_user(user)


def sign_out() -> None:
    """End the staff session, so that its cookie opens nothing any more. The caller commits."""
    if current_user.is_authenticated:
        activity.record("staff.signed_out", subject=("staff", current_user.public_id), actor=current_user)
    logout_user()
    sessions.end()


@login_manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def load_user(user_id: str) -> StaffUser | None:
    """The signed-in member of staff, with the role of this moment; nobody when switched off meanwhile."""
    session = sessions.current()
    if session.audience != sessions.STAFF or str(session.user_id) != user_id:
        return None
    user = db.session.get(StaffUser, uuid.UUID(user_id))
    if user is None or not user.is_active:
        sessions.end()
        return None
    return user
