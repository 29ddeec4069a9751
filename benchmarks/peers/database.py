"""One engine for each peer, durable on both databases: what was answered survives a power cut."""

import os
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine


def engine() -> Engine:
    """Of the database that the environment names."""
    made = create_engine(os.environ["PEER_DATABASE"])
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _open)
    return made


def _open(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
