"""The duty that a flagged screening creates: open until a human has acted; written in the screening's transaction."""

from app.alerts.outbox import (
    is_waiting,
    mark_acted,
    mark_closed,
    mark_seen,
    raise_alert,
    take_back_seen,
    unseen,
    unseen_count,
)

__all__ = [
    "is_waiting",
    "mark_acted",
    "mark_closed",
    "mark_seen",
    "raise_alert",
    "take_back_seen",
    "unseen",
    "unseen_count",
]
