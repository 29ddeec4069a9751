"""View-model of emergency accesses: who was let in by whom, what they did, and what somebody made of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app import activity
from app.accounts import Names, StaffUser, actor_names, names_of
from app.accounts.emergency import LASTS, REASONS, VERDICTS, may_review
from app.accounts.emergency_models import EmergencyAccess
from app.staff.log.acts import ActivityView, activity_views
from app.staff.words.sealed import or_unreadable
from app.staff.words.times import Times

MOST_ACTS = 300


@dataclass(frozen=True)
class AccessView:
    """One access. `verdict` is empty as long as nobody has looked at it."""

    id: str
    who: str
    let_in_by: str
    reason: str
    since: str
    until: str
    acts: list[ActivityView]
    verdict: str
    note: str
    reviewed_by: str
    reviewed: str
    may_review: bool


def access_views(found: Sequence[EmergencyAccess], reader: StaffUser, times: Times) -> list[AccessView]:
    """Each in words, in their order."""
    people = names_of(one for access in found for one in (access.user_id, access.let_in_by, access.reviewed_by))
    return [_view(access, people, reader, times) for access in found]


def _view(access: EmergencyAccess, people: Names, reader: StaffUser, times: Times) -> AccessView:
    used, acts = access.used_at or access.made_at, activity.of_session(access.session_mark, MOST_ACTS)
    return AccessView(
        id=access.id,
        who=people.get(access.user_id, ""),
        let_in_by=people.get(access.let_in_by, ""),
        reason=_(REASONS[access.reason]),
        since=times.exact(used),
        until=times.clock(used + LASTS),
        acts=activity_views(acts, actor_names(acts), times),
        verdict=_(VERDICTS[access.verdict]) if access.verdict else "",
        note=or_unreadable(lambda: access.note),
        reviewed_by=people.get(access.reviewed_by, ""),
        reviewed=times.exact(access.reviewed_at) if access.reviewed_at else "",
        may_review=access.verdict is None and may_review(access, reader),
    )
