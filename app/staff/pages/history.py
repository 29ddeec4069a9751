"""The activity log in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.activity import Activity
from app.staff.pages.times import Times

ACTIONS: Final = {
    "screening.call": "Asked for a call",
    "screening.sent": "Sent",
    "screening.read": "Read",
    "screening.unreadable": "Could not be opened",
    "screening.claim": "Claimed",
    "screening.note": "Wrote a note",
    "screening.attempt": "Tried to reach the person",
    "screening.close": "Closed",
    "queue.read": "Read the queue",
    "activity.read": "Read this log",
    "access.denied": "Was refused",
    "signin.succeeded": "Signed in",
    "signin.failed": "Sign-in failed",
    "staff.signed_out": "Signed out",
    "staff.invited": "Invited",
    "staff.enrolled": "Set a password",
    "staff.switched_off": "Switched off",
}
NOBODY: Final = {
    "screening.call": "The person",
    "screening.sent": "The person",
    "staff.invited": "A command",
    "signin.failed": "Somebody",
}


@dataclass(frozen=True)
class ActivityView:
    """One row: when, who, what, to what."""

    number: int
    when: str
    who: str
    role: str
    what: str
    subject: str
    detail: str


def activity_views(rows: Iterable[Activity], names: Mapping[str, str], times: Times) -> list[ActivityView]:
    """The rows in words, in their order. `names`: staff by id."""
    return [_view(row, names, times) for row in rows]


def _view(row: Activity, names: Mapping[str, str], times: Times) -> ActivityView:
    return ActivityView(
        number=row.seq,
        when=times.exact(row.at),
        who=_who(row, names),
        role=row.actor_role if row.actor_id else "",
        what=ACTIONS.get(row.action, row.action),
        subject=f"{row.subject_type} {row.subject_id[:8]}" if len(row.subject_id) == 32 else row.subject_id,
        detail=", ".join(f"{name} {value}" for name, value in sorted(row.detail.items())),
    )


def _who(row: Activity, names: Mapping[str, str]) -> str:
    if row.actor_id is None:
        return NOBODY.get(row.action, "Braid")
    return names.get(str(row.actor_id), "Someone who is not staff any more")
