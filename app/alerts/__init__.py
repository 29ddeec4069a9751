"""The duty that a flagged screening creates: open until a human has acted; written in the screening's transaction.

Who is told of it, by which channel and how far up a ladder follows from its row alone: see `climb`, `relay`, `loop`."""

from app.alerts.ladder import init_ladder
from app.alerts.outbox import (
    change_level,
    count_unseen_less_pressing,
    is_waiting,
    mark_acted,
    mark_closed,
    mark_seen,
    raise_alert,
    take_back_seen,
    unseen,
)

__all__ = [
    "change_level",
    "count_unseen_less_pressing",
    "init_ladder",
    "is_waiting",
    "mark_acted",
    "mark_closed",
    "mark_seen",
    "raise_alert",
    "take_back_seen",
    "unseen",
]
