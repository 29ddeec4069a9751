"""Whom an administrator may change: somebody of their own site, and never themselves."""

from typing import Final

from flask_babel import gettext as _

from app.accounts import store
from app.accounts.models import StaffUser
from app.extensions import begin_immediate, db, one_at_a_time

_LOCK: Final = 0x62727465  # any number, as long as nobody else takes it


class NotChanged(ValueError):
    """Oneself, no such role, or no administrator any more. Says why in one line."""


def colleague(public_id: str, actor: StaffUser) -> StaffUser:
    """The person, held for a change. Nobody changes themselves, so there is always an administrator left.

    One change at a time, and each by somebody who is an administrator when their turn comes: of two who switch each
    other off at once, the second is too late. Raises NoSuchColleague, NotChanged.
    """
    begin_immediate()
    one_at_a_time(_LOCK)
    _still_administrator(actor)
    user = store.colleague(public_id, actor.site_id)
    if user.id == actor.id:
        raise NotChanged(_("nobody can change their own account"))
    db.session.refresh(user)
    return user


def _still_administrator(actor: StaffUser) -> None:
    now = db.session.get(StaffUser, actor.id, populate_existing=True)
    if now is None or not now.is_active or now.role != "admin":
        raise NotChanged(_("you are not an administrator any more"))
