"""What PostgreSQL means to do for each question that it was asked."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

Asked = dict[str, Any]  # a statement, and what it was asked with the last time


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
