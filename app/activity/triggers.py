"""What makes the database itself refuse to change or delete a row of the activity log.

A migration calls `install(op.get_bind())` after it made the table; tables that are made straight from the models get
the triggers by themselves.
"""

from typing import Final

import sqlalchemy as sa

_SQLITE: Final = tuple(
    f"CREATE TRIGGER activity_no_{verb.lower()} BEFORE {verb} ON activity "
    "BEGIN SELECT RAISE(ABORT, 'the activity log is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRESQL: Final = (
    "CREATE FUNCTION activity_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the activity log is append-only'; END $$",
    "CREATE TRIGGER activity_no_change BEFORE UPDATE OR DELETE ON activity "
    "FOR EACH ROW EXECUTE FUNCTION activity_append_only()",
    "CREATE TRIGGER activity_no_truncate BEFORE TRUNCATE ON activity "
    "FOR EACH STATEMENT EXECUTE FUNCTION activity_append_only()",
)
STATEMENTS: Final = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def install(connection: sa.Connection) -> None:
    """Create the triggers in the dialect of the connection."""
    for statement in STATEMENTS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def forget(connection: sa.Connection) -> None:
    """Delete what outlives the table itself, so that the next table can be made."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS activity_append_only()")


def after_create(_table: sa.Table, connection: sa.Connection, **_: object) -> None:
    """Install them where a test makes its tables without migrations."""
    install(connection)
