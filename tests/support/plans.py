"""What a database means to do for each question that it was asked."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

Asked = dict[str, Any]  # a statement, and what it was asked with the last time
ALL_OF_IT: Final = re.compile(r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?$")
ALL_OF_A_SITE: Final = re.compile(r"SEARCH (?P<table>\w+) USING (?:COVERING )?INDEX (?P<index>\w+) \(site_id=\?\)$")


@contextmanager
def noted(engine: sa.Engine) -> Iterator[Asked]:
    """Every question, and every change, that somebody puts to the server in the block."""
    asked: Asked = {}

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            asked[statement] = parameters

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scanned(engine: sa.Engine, statement: str, parameters: Any) -> set[str]:  # noqa: ANN401 - as the driver takes them
    """The tables of which it would read every row."""
    with engine.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
    (plan,) = json.loads(explained) if isinstance(explained, str) else explained
    return {node["Relation Name"] for node in _nodes(plan["Plan"]) if node["Node Type"] == "Seq Scan"}


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What it does, but for what stops as soon as it has found so many: that is no more among millions."""
    yield plan
    for below in plan.get("Plans", ()):
        if plan["Node Type"] != "Limit" or below["Node Type"] != "Seq Scan":
            yield from _nodes(below)


def read_by_sqlite(engine: sa.Engine, statement: str, parameters: Any) -> set[str]:  # noqa: ANN401 - the same
    """The tables of which SQLite would read every row, or every row of a site; none where it stops at so many."""
    if " LIMIT " in statement:
        return set()
    with engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        partial = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        )
        of_some = {name for (name,) in partial}
    steps = (ALL_OF_IT.match(step) or ALL_OF_A_SITE.match(step) for step in plan)
    return {step["table"] for step in steps if step and step["index"] not in of_some}
