"""A replica of the database, for what is counted over many rows: a session of its own, in which nothing is written."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from app.extensions.database import REPLICA, db


def has_replica() -> bool:
    """Whether the operator named one."""
    return REPLICA in db.engines


@contextmanager
def on_replica() -> Iterator[None]:
    """Whatever the block asks `db.session` is asked of the replica. What it loads may be read afterwards."""
    with current_app.app_context():
        db.session.info[REPLICA] = True
        yield
