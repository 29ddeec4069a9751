"""Whether a replica can be read in the place of the primary: the activity log tells, to which all that happens adds.

What a replica has of the log, it has of everything else as well. So nothing has to be known of how it is kept up to
date.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from app.activity.models import Activity
from app.activity.origin import origin
from app.extensions import clock, db
from app.extensions.replica import has_replica, on_replica
from app.extensions.transactions import has_written

log = logging.getLogger(__name__)
MOST_BEHIND: Final = timedelta(minutes=1)
LEFT_ALONE_FOR: Final = 30.0  # seconds, after it could not be read
_ASK_AGAIN_AT: Final = "braid.ask_replica_again_at"

T = TypeVar("T")


class NotACopy(RuntimeError):
    """The database that was named is no copy of this one."""


def read_anywhere(read: Callable[[], T]) -> T:
    """What `read` returns, from the replica where it knows all that it should; else, and without one, from the primary.

    For figures over many rows alone: neither the queue nor anything of one person may ever be older than what was just
    done. Who has written in this request reads the primary.
    """
    if has_replica() and not has_written() and time.monotonic() >= current_app.extensions.get(_ASK_AGAIN_AT, 0):
        try:
            if _knows_enough():
                with on_replica():
                    return read()
        except (SQLAlchemyError, NotACopy) as error:
            current_app.extensions[_ASK_AGAIN_AT] = time.monotonic() + LEFT_ALONE_FOR
            log.warning("the replica cannot be read (%s): the primary does it all", type(error).__name__)
    return read()


def behind() -> timedelta:
    """For how long the replica has not known something. Raises SQLAlchemyError, NotACopy."""
    return _behind(_known())


def _knows_enough() -> bool:
    """Whether it is hardly behind, and not at all in what this session of staff did: nobody misses their own act."""
    known, mark = _known(), origin().session_mark
    own = sa.select(sa.func.max(Activity.seq)).where(Activity.session_mark == mark)
    last = db.session.scalar(own) if mark else None
    return (last or 0) <= known and _behind(known) <= MOST_BEHIND


def _behind(known: int) -> timedelta:
    missing = sa.select(Activity.at).where(Activity.seq > known).order_by(Activity.seq).limit(1)
    first = db.session.scalar(missing)
    return max(clock.now() - first, timedelta()) if first else timedelta()


def _known() -> int:
    """The number of the last row of the log that the replica has. Raises NotACopy where the primary has another one."""
    with on_replica():
        newest = sa.select(Activity.seq, Activity.mac).order_by(Activity.seq.desc()).limit(1)
        head = db.session.execute(newest).one_or_none()
    if head is None:
        return 0
    if db.session.scalar(sa.select(Activity.mac).where(Activity.seq == head.seq)) != head.mac:
        raise NotACopy("the replica holds a row of the activity log that the primary does not")
    return int(head.seq)
