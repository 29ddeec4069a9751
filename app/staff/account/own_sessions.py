"""One's own sessions in words."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.staff.words.times import Times


@dataclass(frozen=True)
class SessionView:
    """Since when, when last used, whether it is the one that asks, and whether it is only halfway in."""

    id: str
    since: str
    last_used: str
    is_this: bool
    is_halfway: bool


def session_views(rows: Iterable[sa.Row[Any]], here: uuid.UUID | None, times: Times) -> list[SessionView]:
    """In their order. Only a session that is halfway in has an idle time of its own."""
    return [
        SessionView(
            id=row.id.hex,
            since=times.exact(row.created_at),
            last_used=times.exact(row.last_seen_at),
            is_this=row.id == here,
            is_halfway=row.idle_seconds is not None,
        )
        for row in rows
    ]
