"""Writing many rows fast: without indexes and safety nets, which a database that nobody will miss does not need."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from flask import Flask
from psycopg import sql
from psycopg.conninfo import make_conninfo

from app.extensions import clock, db
from benchmarks.full.copies import Copy, Pattern, Rows
from benchmarks.full.people import somebody
from benchmarks.full.sample import SITES, Sample

A_DAY: Final = 550  # screenings that come in at all sites together
OPEN_FOR: Final = timedelta(days=21)
READ_BACK: Final = timedelta(days=21)  # what is younger is read whole by the figures of the last weeks
AT_ONCE: Final = 20_000
IN_A_HURRY: Final = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "foreign_keys=OFF")


def fill_sqlite(app: Flask, sample: Sample, opened: int, closed: int) -> None:
    """Add copies to the sample until so many screenings are open and so many closed."""
    with app.app_context():
        still_open, finished, seq = _patterns(sample, sample.open), _patterns(sample, sample.closed), count(_next_seq())
        indexes = _without_indexes(db.engine)  # from here on nobody else is connected
        copies = chain(_closed(finished, closed - len(finished), seq), _open(still_open, opened - len(still_open), seq))
        _insert(Path(str(db.engine.url.database)), copies)
        for index in indexes:
            index.create(db.engine)


def fill_postgresql(app: Flask, source: Path) -> None:
    """Copy every row of a SQLite file into the empty tables of this application, so that both hold the same."""
    with app.app_context():
        indexes = _without_indexes(db.engine)
        address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(make_conninfo(address)) as target, sqlite3.connect(source) as rows:
            target.execute("SET session_replication_role = replica")  # no foreign keys are looked up
            for table in db.metadata.sorted_tables:
                _copy_table(rows, target, table)
        for index in indexes:
            index.create(db.engine)
        with psycopg.connect(make_conninfo(address), autocommit=True) as target:
            target.execute("VACUUM ANALYZE")  # what a running server does by itself


def _closed(patterns: Sequence[Pattern], how_many: int, seq: Iterator[int]) -> Rows:
    """The same number on every day, for as many days as it takes; the oldest first."""
    chance, now = random.Random(11), clock.now()
    for number in reversed(range(how_many)):
        at = now - timedelta(days=(number + chance.random()) / A_DAY)
        yield from chance.choice(patterns).rows(_copy(chance, at, whole=now - at < READ_BACK), seq)


def _open(patterns: Sequence[Pattern], how_many: int, seq: Iterator[int]) -> Rows:
    chance, now = random.Random(13), clock.now()
    for _ in range(how_many):
        yield from chance.choice(patterns).rows(_copy(chance, now - OPEN_FOR * chance.random(), whole=True), seq)


def _copy(chance: random.Random, at: datetime, *, whole: bool) -> Copy:
    [site] = chance.choices(list(SITES), list(SITES.values()))
    return Copy(site, at, somebody(chance), whole)


def _patterns(sample: Sample, ids: Iterable[str]) -> list[Pattern]:
    at_home = [user.id for user in sample.staff["default"]]
    stands_for = {
        site: dict(zip(at_home, (user.id for user in users), strict=True)) for site, users in sample.staff.items()
    }
    return [Pattern(screening_id, stands_for) for screening_id in ids]


def _next_seq() -> int:
    table = db.metadata.tables["activity"]
    return (db.session.scalar(sa.select(sa.func.max(table.c.seq))) or 0) + 1


def _without_indexes(engine: sa.Engine) -> list[sa.Index]:
    """Take away what can be made again at the end; what keeps rows unique stays."""
    found = [index for table in db.metadata.tables.values() for index in table.indexes if not index.unique]
    db.session.remove()
    for index in found:
        index.drop(engine)
    engine.dispose()
    return found


def _insert(file: Path, rows: Rows) -> None:
    writers = {name: _Writer(table) for name, table in db.metadata.tables.items()}
    waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    with sqlite3.connect(file) as connection:
        for pragma in IN_A_HURRY:
            connection.execute(f"PRAGMA {pragma}")
        for name, row in rows:
            waiting[name].append(writers[name].values(row))
            if len(waiting[name]) == AT_ONCE:
                connection.executemany(writers[name].statement, waiting.pop(name))
        for name, left in waiting.items():
            connection.executemany(writers[name].statement, left)
    connection.close()


class _Writer:
    """How a row of one table goes into SQLite."""

    def __init__(self, table: sa.Table) -> None:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        self.statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 - names of our own tables
        dialect = db.engine.dialect
        self._columns = [
            (column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.columns
        ]

    def values(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the columns, as the driver wants them."""
        return tuple(
            process(row[name]) if process and row[name] is not None else row[name] for name, process in self._columns
        )


def _copy_table(source: sqlite3.Connection, target: psycopg.Connection[Any], table: sa.Table) -> None:
    names = [column.name for column in table.columns]
    fetched = source.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY rowid")  # noqa: S608 - names of our own tables
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with target.cursor() as cursor, cursor.copy(into) as copy:
        for row in fetched:
            copy.write_row(row)
