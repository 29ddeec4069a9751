"""Many of everything in a PostgreSQL database: copies of each screening that is there, made by the server itself."""

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from app.extensions import db

# What names the copy, or something that was copied with it, and has to be another one in each.
OWN: Final = frozenset(
    {
        "id",
        "screening_id",
        "other_id",
        "undoes_id",
        "alert_id",
        "of_id",
        "draft_id",
        "person_id",
        "subject_id",
        "mark",
        "mac",
    }
)
# What is rare in life, or goes after a week.
FEW: Final = frozenset(
    {
        *("legal_holds", "hold_ends", "rights_requests", "rights_answers", "score_mismatches"),
        *("rescreens", "rescreen_ends", "webhook_events", "alert_deliveries"),
        *("second_looks", "invites"),
    }
)
_OLD: Final = "< now() - interval '1 day'"
_DONE: Final = (
    "UPDATE screenings SET status = 'closed', closed_at = created_at WHERE closed_at IS NULL AND created_at ",
    "UPDATE alerts SET seen_at = raised_at, acted_at = raised_at, closed_at = raised_at"
    " WHERE closed_at IS NULL AND raised_at ",
    "UPDATE fhir_pushes SET ended_at = created_at, ending = 'arrived' WHERE ended_at IS NULL AND created_at ",
)
_HANGING: Final = ("screening_id", "alert_id", "subject_id")


def multiply(times: int) -> frozenset[str]:
    """Copy every screening with all that hangs on it, each eighty minutes older than the one before. What is older
    than a day was done with. Returns which tables grew by at least so many rows.
    """
    tables = [db.metadata.tables["screenings"], *_hanging()]
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # neither foreign keys nor triggers
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        grown = [table.name for table in tables if connection.execute(_copies(table, times)).rowcount >= times]
        for done in _DONE:
            connection.exec_driver_sql(done + _OLD)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return frozenset(grown)


def _hanging() -> Iterator[sa.Table]:
    for table in db.metadata.sorted_tables:
        if table.name not in FEW and any(column in table.c for column in _HANGING):
            yield table


def _copies(table: sa.Table, times: int) -> sa.TextClause:
    columns = [column for column in table.columns if column.computed is None]
    into, values = ", ".join(column.name for column in columns), ", ".join(map(_changed, columns))
    which = "WHERE t.subject_type = 'screening'" if table.name == "activity" else ""
    made = (
        f"INSERT INTO {table.name} ({into}) SELECT {values} FROM {table.name} t, generate_series(1, {times}) n {which}"  # noqa: S608 - names of our own
    )
    return sa.text(made)


def _is_unique(column: sa.Column[object]) -> bool:
    alone = [
        list(one.columns)
        for one in column.table.constraints
        if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
    ]
    return [column] in [*alone, *(list(index.columns) for index in column.table.indexes if index.unique)]


def _changed(column: sa.Column[object]) -> str:
    """The value of a column in the copy of this number."""
    name = f"t.{column.name}"
    if column.name == "seq":
        return "(SELECT max(seq) FROM activity) + row_number() OVER ()"
    if column.name == "reference":
        return f"left(md5({name} || n), 12)"
    if isinstance(column.type, sa.DateTime) or "DateTime" in type(column.type).__name__:
        return f"{name} - n * interval '80 minutes'"
    if column.name not in OWN and not _is_unique(column):
        return name
    if isinstance(column.type, sa.Uuid):
        return f"md5({name}::text || n)::uuid"
    if isinstance(column.type, sa.LargeBinary):
        return f"sha256(convert_to(encode({name}, 'hex') || n, 'UTF8'))"
    return f"md5({name} || n)"
