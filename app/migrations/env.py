"""What Alembic runs for every command: one connection, one transaction, one migrating process at a time."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from app.extensions import Base, UtcDateTime, db
from app.extensions.transactions import WRITES, Lock


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Migrations must not import the application, which moves on without them."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _migrate(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.MIGRATION.value)))
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("the migration would leave rows that point at nothing; nothing was changed")


def _foreign_keys(connection: sa.Connection, state: str) -> None:
    """Switch SQLite's foreign keys outside any transaction: inside one the pragma does nothing, without a word, and
    rebuilding a table would then delete the rows that point at it.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA foreign_keys={state}")


def _run() -> None:
    with db.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        _foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                _migrate(connection)
        finally:
            _foreign_keys(connection, "ON")


if context.is_offline_mode():
    raise RuntimeError("migrations need a database: --sql is not supported")
_run()
