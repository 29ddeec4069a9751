"""Taking a lost second factor away, so that its owner sets up a new one at the next sign-in."""

from flask_babel import gettext as _

from app import activity, sessions
from app.accounts import factor, notices, passkeys, recovery
from app.accounts.colleague import NotChanged, colleague
from app.accounts.models import StaffUser
from app.accounts.separation_of_duties import GAVE, did_lately
from app.extensions import begin_immediate, one_at_a_time


def reset_for_colleague(public_id: str, actor: StaffUser) -> None:
    """What an administrator does, unless they gave out a link for the same account within a day. The caller commits.

    Raises NoSuchColleague, NotChanged.
    """
    user = colleague(public_id, actor)
    if user.password_hash and did_lately(actor, GAVE, user):
        raise NotChanged(_("you invited them less than a day ago: another administrator has to do this"))
    reset(user, actor)


def reset(user: StaffUser, actor: activity.Actor | None = None) -> None:
    """Take authenticator, passkeys and recovery codes away and end all sessions. The caller commits."""
    begin_immediate()
    one_at_a_time(user.id)
    factor.take_away(user.id)
    passkeys.take_away(user.id)
    recovery.take_away(user.id)
    sessions.end_all_for(user.id)
    activity.record("staff.factor_reset", subject=("staff", user.public_id), actor=actor, site_id=user.site_id)
    notices.tell(user, notices.Notice.FACTOR)
