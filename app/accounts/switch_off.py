"""Switching a member of staff off: they are signed out everywhere at once, and their name stays on what they did."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app import activity, sessions
from app.accounts import store
from app.accounts.models import EnrolmentToken, StaffUser
from app.extensions import begin_immediate, clock, db


class NotSwitchedOff(ValueError):
    """Nobody switches themselves off. Says so in one line."""


def switch_off(public_id: str, actor: StaffUser) -> StaffUser:
    """Switch somebody of the actor's site off, with their sessions and open links. The caller commits.

    Raises NoSuchColleague, NotSwitchedOff. Nobody switches themselves off, so there is always an administrator left.
    """
    begin_immediate()
    user = store.colleague(public_id, actor.site_id)
    if user.id == actor.id:
        raise NotSwitchedOff(_("nobody can switch themselves off"))
    if user.active:
        user.active = False
        sessions.end_all_for(user.id)
        links = sa.update(EnrolmentToken).where(EnrolmentToken.user_id == user.id, EnrolmentToken.used_at.is_(None))
        db.session.execute(links.values(used_at=clock.now()))
        activity.record("staff.switched_off", subject=("staff", user.public_id), actor=actor)
    return user
