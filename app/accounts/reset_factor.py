"""Taking a lost authenticator away, so that its owner sets up a new one at the next sign-in."""

import sqlalchemy as sa
from flask_babel import gettext as _

from app import activity, sessions
from app.accounts import recovery, store
from app.accounts.factor_models import Factor
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, db


class NotReset(ValueError):
    """Nobody resets their own. Says so in one line."""


def reset_for_colleague(public_id: str, actor: StaffUser) -> None:
    """What an administrator does. The caller commits. Raises NoSuchColleague, NotReset."""
    begin_immediate()
    user = store.colleague(public_id, actor.site_id)
    if user.id == actor.id:
        raise NotReset(_("your own authenticator is changed on your own page"))
    reset(user, actor)


def reset(user: StaffUser, actor: StaffUser | None = None) -> None:
    """Take authenticator and recovery codes away and end all sessions. The caller commits."""
    begin_immediate()
    db.session.execute(sa.delete(Factor).where(Factor.user_id == user.id))
    recovery.take_away(user.id)
    sessions.end_all_for(user.id)
    activity.record("staff.factor_reset", subject=("staff", user.public_id), actor=actor)
