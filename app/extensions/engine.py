"""Opening the database: what each engine is told, what SQLite is told at every connection, and how long anybody waits.

With PostgreSQL every wait has an end: for a connection, an answer, a lock, a free connection of this process. A machine
that is suddenly gone says no word, so each side gives up what nobody acknowledges: ours, or no page would come; the
server's, or what a lost machine had locked would stay locked for hours.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from flask import Flask
from sqlalchemy import event

from app.extensions import transactions
from app.extensions.database import REPLICA, db
from app.extensions.one_writer import init_turns
from app.extensions.silence import Silence

BUSY_TIMEOUT: Final = 5000  # milliseconds for which SQLite waits for whoever writes
_SQLITE_PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": str(BUSY_TIMEOUT),
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "temp_store": "MEMORY",
    "cache_size": "-500",  # KB of each connection, gone with another's next write; the system keeps the file anyway
}
# In milliseconds: how long a statement may take, how long it waits for somebody's lock (as long as SQLite's), and how
# long a transaction may do nothing, before the server ends it and lets the others on.
SERVER_LIMITS: Final = {
    "statement_timeout": 10_000,
    "lock_timeout": BUSY_TIMEOUT,
    "idle_in_transaction_session_timeout": 60_000,
}
_AT_THE_SERVER: Final[Mapping[str, object]] = {
    "tcp_user_timeout": 8_000,
    "tcp_keepalives_idle": 4,
    "tcp_keepalives_interval": 2,
    "tcp_keepalives_count": 2,
    "timezone": "UTC",
}
_READS_ONLY: Final[Mapping[str, object]] = {"default_transaction_read_only": "on"}
_HERE: Final = {
    "connect_timeout": 3,
    "tcp_user_timeout": 2000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
}
# One for each thread that serves, as many again for short transactions beside it, and some for whoever goes round. Each
# is given up after half a minute: opened while the server took no writes, it would take none for as long as it lives.
POOL: Final = {"pool_size": 8, "max_overflow": 12, "pool_timeout": 5, "pool_pre_ping": True, "pool_recycle": 30}


def init_database(app: Flask, url: str, replica_url: str = "") -> None:
    """Connect `db` to the application and teach its engine how Braid opens connections and transactions."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    if replica_url:
        app.config["SQLALCHEMY_BINDS"] = {REPLICA: {"url": replica_url, **_engine_options(replica_url, _READS_ONLY)}}
    db.init_app(app)
    with app.app_context():
        engine, replica = db.engine, db.engines.get(REPLICA)
    event.listen(engine, "begin", transactions.begin)
    if replica:
        event.listen(replica, "begin", transactions.begin_reading)
    for one in filter(None, (engine, replica)):
        if one.dialect.name == "postgresql":
            event.listen(one, "do_connect", Silence().connect)
    if engine.dialect.name == "sqlite":
        _keep_private(Path(engine.url.database or ""))
        event.listen(engine, "connect", _open_sqlite)
        init_turns(engine)


def _engine_options(url: str, more: Mapping[str, object] = MappingProxyType({})) -> dict[str, Any]:
    quiet = {"hide_parameters": True}  # an error's text goes to the log; the values of its statement must not
    if url.startswith("sqlite"):
        return quiet
    options = " ".join(f"-c {name}={value}" for name, value in (SERVER_LIMITS | {**_AT_THE_SERVER, **more}).items())
    return {**quiet, **POOL, "connect_args": {**_HERE, "options": options}}


def _keep_private(path: Path) -> None:
    """Make the file before SQLite does, for its owner alone; what SQLite puts beside it has the same permissions."""
    if not path.exists() and path.parent.is_dir():
        path.touch(mode=0o600)


def _open_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None  # the driver must not send a BEGIN of its own
    for name, value in _SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
