"""What there is to learn of one's own account, and how one signed in lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app import activity
from app.accounts import StaffUser, actor_names
from app.accounts.notices import Notice, unread
from app.activity import Activity
from app.extensions import N_
from app.staff.log.acts import ActivityView, activity_views
from app.staff.words.times import Times

SHOWN: Final = 10
SIGN_INS: Final = (
    *("signin.succeeded", "signin.failed", "signin.passkey_copied"),
    *("signin.shut", "signin.many_codes", "signin.codes_shut"),
)
WORDS: Final[Mapping[str, str]] = {
    Notice.NEW_BROWSER: N_("You signed in with a browser in which you had not signed in before."),
    Notice.MANY_FAILURES: N_("Ten wrong passwords in a row were tried for your account."),
    Notice.SHUT: N_("After 100 wrong passwords in a row your account takes none from a browser that is new to you."),
    Notice.MANY_CODES: N_("Ten wrong codes in a row came after your right password. Not you? Change your password."),
    Notice.CODES_SHUT: N_("After 100 wrong codes in a row your account takes no more of them. Tell an administrator."),
    Notice.PASSWORD: N_("Your password was changed."),
    Notice.FACTOR: N_("An authenticator or a passkey of yours was set up, removed or reset."),
    Notice.RECOVERY_USED: N_("One of your recovery codes was used."),
    Notice.PASSKEY_COPIED: N_("One of your passkeys may have been copied. It was refused. Remove it."),
}


@dataclass(frozen=True)
class NewsView:
    """One thing to learn, and when it happened."""

    what: str
    when: str


@dataclass(frozen=True)
class News:
    """All of it, the newest first. `until`: which is the newest."""

    entries: Sequence[NewsView]
    until: str


def news_of(user: StaffUser, times: Times) -> News:
    """What they have not read."""
    found = unread(user.id)
    views = [NewsView(_(WORDS[one.what]), times.exact(one.at)) for one in found]
    return News(views, found[0].id.hex if found else "")


def recent_sign_ins(user: StaffUser, times: Times) -> list[ActivityView]:
    """The last ones, the newest first, with those that failed and what browser it was."""
    about = Activity.subject_type == "staff", Activity.subject_id == user.public_id, Activity.action.in_(SIGN_INS)
    rows = activity.latest(SHOWN, *about)
    return activity_views(rows, actor_names(rows), times)
