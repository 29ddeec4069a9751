"""Whom an administrator may change: somebody of their own site, and never themselves."""

from flask_babel import gettext as _

from app.accounts import store
from app.accounts.models import StaffUser
from app.extensions import begin_immediate


class NotChanged(ValueError):
    """Oneself, or no such role. Says why in one line."""


def colleague(public_id: str, actor: StaffUser) -> StaffUser:
    """The person, held for a change. Nobody changes themselves, so there is always an administrator left.

    Raises NoSuchColleague, NotChanged.
    """
    begin_immediate()
    user = store.colleague(public_id, actor.site_id)
    if user.id == actor.id:
        raise NotChanged(_("nobody can change their own account"))
    return user
