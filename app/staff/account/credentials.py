"""By what somebody comes in: since when it is as it is, and by whose act."""

from typing import Final

from app import activity
from app.accounts import StaffUser, actor_names
from app.staff.log.acts import ActivityView, activity_views
from app.staff.words.times import Times

_ACTS: Final = (
    "staff.invited",
    "staff.enrolled",
    "staff.password_changed",
    "staff.factor_reset",
    "staff.factor_set",
    "staff.passkey_added",
    "staff.passkey_removed",
    "staff.recovery_issued",
)


def credential_views(user: StaffUser, times: Times) -> list[ActivityView]:
    """The last of each act on password and authenticator, the newest first: whoever acts here without one is seen."""
    rows = activity.for_subject("staff", user.public_id)
    last = {row.action: row for row in rows if row.action in _ACTS}
    newest_first = sorted(last.values(), key=lambda row: row.seq, reverse=True)
    return activity_views(newest_first, actor_names(newest_first), times)
