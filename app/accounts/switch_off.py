"""Switching a member of staff off: they are signed out everywhere at once, and their name stays on what they did."""

import sqlalchemy as sa

from app import activity, sessions
from app.accounts.colleague import colleague
from app.accounts.models import EnrolmentToken, StaffUser
from app.extensions import clock, db


def switch_off(public_id: str, actor: StaffUser) -> None:
    """Switch somebody of the actor's site off, with their sessions and open links. The caller commits.

    Raises NoSuchColleague, NotChanged.
    """
    user = colleague(public_id, actor)
    if user.active:
        user.active = False
        sessions.end_all_for(user.id)
        links = sa.update(EnrolmentToken).where(EnrolmentToken.user_id == user.id, EnrolmentToken.used_at.is_(None))
        db.session.execute(links.values(used_at=clock.now()))
        activity.record("staff.switched_off", subject=("staff", user.public_id), actor=actor)
