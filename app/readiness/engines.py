"""What is wrong with the engines beside this process, which a larger house needs: connections, a replica, Redis."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.activity import replica
from app.extensions import server_load
from app.extensions.engine import POOL
from app.extensions.replica import has_replica
from app.web.buckets import Buckets


def problems(app: Flask) -> Iterator[str]:
    """A line for each. Raises SQLAlchemyError if the primary cannot be asked."""
    yield from _connections()
    if has_replica():
        yield from _replica()
    buckets: Buckets = app.extensions["braid.buckets"]
    if buckets.away():
        yield "Redis does not answer: each process counts for itself how often somebody asks"


def _connections() -> Iterator[str]:
    each = POOL["pool_size"] + POOL["max_overflow"]
    for used in server_load.connections():
        allows = f"PostgreSQL allows {used.role}" if used.role else "PostgreSQL allows"
        if used.most < each:
            yield f"{allows} {used.most} connections, and one process of ours may need {each}"
        elif used.nearly_all:
            yield f"{used.taken} of the {used.most} connections that {allows} are taken"


def _replica() -> Iterator[str]:
    try:
        behind = replica.behind()
    except SQLAlchemyError:
        yield "the replica cannot be read: the primary does it all"
    except replica.NotACopy:
        yield "BRAID_REPLICA_URL is no copy of this database: it is not read"
    else:
        if behind > replica.MOST_BEHIND:
            yield f"the replica is {behind // timedelta(seconds=1)} seconds behind: the primary does it all"
