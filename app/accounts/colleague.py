"""What an administrator does with a colleague: somebody of their own site, and never themselves.

What the colleague had open in the old role, or at all, ends at once. Their name stays on what they did.
"""

import sqlalchemy as sa
from flask_babel import gettext as _

from app import activity, sessions
from app.accounts import api_tokens, store, tries
from app.accounts.models import ROLES, EnrolmentToken, StaffUser
from app.extensions import Lock, begin_immediate, clock, db, one_at_a_time


class NoSuchColleague(LookupError):
    """Nobody at one's own site has this identifier."""


class NotChanged(ValueError):
    """Oneself, no such role, or no administrator any more. Says why in one line."""


def colleague(public_id: str, actor: StaffUser) -> StaffUser:
    """The person, held for a change. Nobody changes themselves, so there is always an administrator left.

    One change at a time, and each by somebody who is an administrator when their turn comes: of two who switch each
    other off at once, the second is too late. Raises NoSuchColleague, NotChanged.
    """
    begin_immediate()
    one_at_a_time(Lock.COLLEAGUES)
    _still_administrator(actor)
    user = store.by_public_id(public_id)
    if user is None or user.site_id != actor.site_id:
        raise NoSuchColleague
    if user.id == actor.id:
        raise NotChanged(_("nobody can change their own account"))
    db.session.refresh(user)
    return user


def change_role(public_id: str, role: str, actor: StaffUser) -> None:
    """Change the role of somebody of the actor's site; they sign in anew. The caller commits. Raises NotChanged."""
    user = colleague(public_id, actor)
    if role not in ROLES:
        raise NotChanged(_("there is no such role"))
    if user.role != role:
        before, user.role = user.role, role
        sessions.end_all_for(user.id)
        activity.record("staff.role", subject=("staff", user.public_id), actor=actor, before=before, after=role)


def switch_off(public_id: str, actor: StaffUser) -> None:
    """Switch somebody of the actor's site off, with their sessions, open links and tokens. The caller commits.

    Raises NoSuchColleague, NotChanged.
    """
    user = colleague(public_id, actor)
    if user.active:
        user.active = False
        sessions.end_all_for(user.id)
        api_tokens.revoke_made_by(user.id)
        links = sa.update(EnrolmentToken).where(EnrolmentToken.user_id == user.id, EnrolmentToken.used_at.is_(None))
        db.session.execute(links.values(used_at=clock.now()))
        activity.record("staff.switched_off", subject=("staff", user.public_id), actor=actor)


def let_in_again(public_id: str, actor: StaffUser) -> None:
    """Forget the wrong passwords and codes that shut somebody of the actor's site out. The caller commits.

    Nobody does it for themselves. Raises NoSuchColleague, NotChanged.
    """
    user = colleague(public_id, actor)
    tries.open_again(user)
    activity.record("staff.let_in_again", subject=("staff", user.public_id), actor=actor)


def _still_administrator(actor: StaffUser) -> None:
    now = db.session.get(StaffUser, actor.id, populate_existing=True)
    if now is None or not now.is_active or now.role != "admin":
        raise NotChanged(_("you are not an administrator any more"))
