"""Giving a colleague another role: what they had open in the old one ends at once."""

from flask_babel import gettext as _

from app import activity, sessions
from app.accounts.colleague import NotChanged, colleague
from app.accounts.models import ROLES, StaffUser


def change_role(public_id: str, role: str, actor: StaffUser) -> None:
    """Change the role of somebody of the actor's site; they sign in anew. The caller commits. Raises NotChanged."""
    user = colleague(public_id, actor)
    if role not in ROLES:
        raise NotChanged(_("there is no such role"))
    if user.role != role:
        before, user.role = user.role, role
        sessions.end_all_for(user.id)
        activity.record("staff.role", subject=("staff", user.public_id), actor=actor, before=before, after=role)
