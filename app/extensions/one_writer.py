"""Whoever writes to SQLite takes turns inside this process already.

SQLite lets one writer in at a time, and whoever finds the door shut asks again and again, each time later: under load
the unlucky wait a hundred times as long as the others, or until they are refused. In here the next one is let in as
soon as the one before is done. SQLite still decides among several processes.
"""

import threading
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

LONGEST_SECONDS = 5.0  # then SQLite is asked all the same, and refuses in its own words
_HOLDS = "braid.turn"
_turns: WeakKeyDictionary[sa.Engine, threading.Lock] = WeakKeyDictionary()


def init_turns(engine: sa.Engine) -> None:
    """Let the writers of this engine take turns. A turn ends when its connection is given back."""
    _turns[engine] = threading.Lock()
    event.listen(engine, "checkin", _end)
    event.listen(engine, "invalidate", _end)


def wait_for_turn(connection: sa.Connection) -> None:
    """Until nobody else of this process writes, or for so long that something must be wrong."""
    lock = _turns.get(connection.engine)
    if lock and _HOLDS not in connection.info and lock.acquire(timeout=LONGEST_SECONDS):
        connection.info[_HOLDS] = lock


def _end(_connection: object, entry: ConnectionPoolEntry, *_why: object) -> None:
    if lock := entry.info.pop(_HOLDS, None):
        lock.release()
