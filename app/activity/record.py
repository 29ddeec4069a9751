"""Writing one row of the log."""

import re
import uuid
from datetime import UTC
from typing import Final, Protocol

import sqlalchemy as sa

from app.activity.chain import BEGINNING, mac_of
from app.activity.models import Activity
from app.activity.origin import origin
from app.extensions import Lock, clock, db, one_at_a_time

_WORD: Final = re.compile(r"[A-Za-z0-9_.:+/-]{1,64}\Z")

Detail = str | int | bool | None | list[str]


class Actor(Protocol):
    """Who did it: a member of staff."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def site_id(self) -> str: ...


def record(
    action: str,
    *,
    subject: tuple[str, str],
    actor: Actor | None = None,
    site_id: str | None = None,
    **detail: Detail,
) -> Activity:
    """Add a row to the log in the caller's transaction, which must be a writing one.

    subject: what it was done to, as (type, id). actor: None for the person, a command or the application itself.
    site_id: where it happened, for what has neither an actor nor a site as its subject.
    detail: numbers, yes or no, and words of a fixed vocabulary (a level, a role, a rule's name); what looks like free
    text is refused with ValueError, because the log must never hold personal data.
    """
    for name, value in detail.items():
        _refuse_free_text(name, value)
    seq, prev_mac = _head()
    came_from = origin()
    row = Activity(
        seq=seq + 1,
        at=clock.now().astimezone(UTC),
        actor_id=actor.id if actor else None,
        actor_role=actor.role if actor else "none",
        action=action,
        subject_type=subject[0],
        subject_id=subject[1],
        site_id=actor.site_id if actor else subject[1] if subject[0] == "site" else site_id,
        session_mark=came_from.session_mark,
        request_id=came_from.request_id,
        source=came_from.source,
        detail=detail,
        prev_mac=prev_mac,
    )
    row.mac = mac_of(row)
    db.session.add(row)
    db.session.flush()
    return row


def _head() -> tuple[int, bytes]:
    """The last row's number and mac, with nobody else able to add one before this transaction ends."""
    one_at_a_time(Lock.ACTIVITY)
    newest = sa.select(Activity.seq, Activity.mac).order_by(Activity.seq.desc()).limit(1)
    head = db.session.execute(newest).one_or_none()
    return (head.seq, head.mac) if head else (0, BEGINNING)


def _refuse_free_text(name: str, value: Detail) -> None:
    words = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if not all(_WORD.match(word) for word in words):
        raise ValueError(f"activity detail {name!r} is not a word of a fixed vocabulary")
