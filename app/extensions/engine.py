"""Opening the database: what each engine is told, and what SQLite is told at every connection."""

from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import event

from app.extensions import transactions
from app.extensions.database import db

_SQLITE_PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "temp_store": "MEMORY",
    "cache_size": "-16000",
}
_POSTGRESQL: Final = {"connect_timeout": 3, "options": "-c statement_timeout=10000 -c timezone=UTC"}


def init_database(app: Flask, url: str) -> None:
    """Connect `db` to the application and teach its engine how Braid opens connections and transactions."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "begin", transactions.begin)
    if engine.dialect.name == "sqlite":
        _keep_private(Path(engine.url.database or ""))
        event.listen(engine, "connect", _open_sqlite)


def _engine_options(url: str) -> dict[str, Any]:
    quiet = {"hide_parameters": True}  # an error's text goes to the log; the values of its statement must not
    if url.startswith("sqlite"):
        return quiet
    return {**quiet, "pool_pre_ping": True, "connect_args": dict(_POSTGRESQL)}


def _keep_private(path: Path) -> None:
    """Make the file before SQLite does, for its owner alone; what SQLite puts beside it has the same permissions."""
    if not path.exists() and path.parent.is_dir():
        path.touch(mode=0o600)


def _open_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None  # the driver must not send a BEGIN of its own
    for name, value in _SQLITE_PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
