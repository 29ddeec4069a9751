"""What Alembic runs for every command: one connection, one transaction, one migrating process at a time."""

import logging
import time
from typing import Any, Final, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.util import CommandError

from app.extensions import Base, UtcDateTime, db
from app.extensions.engine import BUSY_TIMEOUT
from app.extensions.transactions import WRITES, Lock
from app.migrations.newer import has_all_that_is_ours, is_newer

log = logging.getLogger(__name__)

# How long one waits, in seconds: for another process that migrates, for a table that somebody reads or writes.
MY_TURN_WITHIN: Final = 120
A_TABLE_WITHIN: Final = 5
TRIES: Final = 3
A_MOMENT: Final = 1
IN_THE_WAY: Final = frozenset({"55P03", "40P01"})  # lock_not_available, deadlock_detected


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Migrations must not import the application, which moves on without them."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def _wait_for_my_turn(connection: sa.Connection) -> None:
    """Whoever starts at the same moment waits here, and then finds nothing left to do. A holder that dies lets go."""
    _set(connection, "statement_timeout", "0")
    _set(connection, "lock_timeout", f"{MY_TURN_WITHIN}s")
    try:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(Lock.MIGRATION.value)))
    except sa.exc.OperationalError as error:
        raise CommandError("another process has been migrating for too long: nothing was changed") from error
    _set(connection, "lock_timeout", f"{A_TABLE_WITHIN}s")


def _set(connection: sa.Connection, name: str, value: str) -> None:
    """For this transaction."""
    connection.execute(sa.select(sa.func.set_config(name, value, True)))


def _is_newer_and_fits(connection: sa.Connection) -> bool:
    """Then there is nothing to do: whoever takes an update back starts the old code, and its first step is this one."""
    if not is_newer(MigrationContext.configure(connection).get_current_heads(), context.script):
        return False
    if not has_all_that_is_ours(connection):
        raise CommandError("the database is newer than this code, and lacks something that this code needs")
    log.warning("the database is newer than this code, and fits it: nothing to do")
    return True


def _migrate(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        _wait_for_my_turn(connection)
    if _is_newer_and_fits(connection):
        return
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


def _tell_sqlite(connection: sa.Connection, **pragmas: object) -> None:
    """Outside any transaction: inside one `foreign_keys` does nothing, without a word, and rebuilding a table would
    then delete the rows that point at it.
    """
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        for name, value in pragmas.items():
            driver.execute(f"PRAGMA {name}={value}")


def _try() -> None:
    with db.engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        _tell_sqlite(connection, foreign_keys="OFF", busy_timeout=MY_TURN_WITHIN * 1000)
        try:
            with connection.begin():
                _migrate(connection)
        finally:
            _tell_sqlite(connection, foreign_keys="ON", busy_timeout=BUSY_TIMEOUT)


def _run() -> None:
    """Who has to wait for a table keeps everybody behind from it too: better let go, and try again a moment later."""
    for _ in range(TRIES):
        try:
            _try()
            break
        except sa.exc.OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in IN_THE_WAY:
                raise
        time.sleep(A_MOMENT)
    else:
        raise CommandError("somebody else holds a table: nothing was changed")


if context.is_offline_mode():
    raise RuntimeError("migrations need a database: --sql is not supported")
_run()
