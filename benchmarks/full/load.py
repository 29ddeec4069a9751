"""Writing many rows fast: without indexes and safety nets, which a database that nobody will miss does not need."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
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
from app.intake.arriving.reference import new_reference
from app.intake.models import Screening
from benchmarks.full.copies import Copy, Pattern, Rows, Stored, stored, written
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
        still_open, finished = ([Pattern(name) for name in ids] for ids in (sample.open, sample.closed))
        crowd, seq = Crowd(sample), count(_next_seq())
        indexes = _without_indexes(db.engine)  # from here on nobody else is connected
        old = _closed(finished, closed - len(finished), crowd, seq)
        new = _open(still_open, opened - len(still_open), crowd, seq)
        _insert(Path(str(db.engine.url.database)), chain(old, new))
        _make(indexes)
        found = db.session.scalar(sa.select(sa.func.count()).where(Screening.closed_at.is_(None)))
        assert found == opened, f"{found} are open instead of {opened}"


def fill_postgresql(app: Flask, source: Path) -> None:
    """Copy every row of a SQLite file into the empty tables of this application, so that both hold the same."""
    with app.app_context():
        indexes = _without_indexes(db.engine)
        address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(make_conninfo(address)) as target, sqlite3.connect(source) as rows:
            target.execute("SET session_replication_role = replica")  # no foreign keys are looked up
            for table in db.metadata.sorted_tables:
                _copy_table(rows, target, table)
        _make(indexes)
        with psycopg.connect(make_conninfo(address), autocommit=True) as target:
            target.execute("VACUUM ANALYZE")  # what a running server does by itself


class Crowd:
    """Chooses whom a copy is about, and at which site it comes in."""

    def __init__(self, sample: Sample) -> None:
        at_home = [stored(user.id) for user in sample.staff["default"]]
        self._staff = {
            site: dict(zip(at_home, (stored(user.id) for user in users), strict=True))
            for site, users in sample.staff.items()
        }
        self.chance = random.Random(11)
        self._taken: set[str] = set()

    def copy(self, came_at: datetime, *, whole: bool) -> Copy:
        """Somebody who came in then."""
        [site] = self.chance.choices(list(SITES), list(SITES.values()))
        return Copy(site, self._reference(), self._staff[site], came_at, somebody(self.chance), whole)

    def _reference(self) -> str:
        """One that no other copy has: among a million, some would meet."""
        while (made := new_reference()) in self._taken:
            continue
        self._taken.add(made)
        return made


def _closed(patterns: Sequence[Pattern], how_many: int, crowd: Crowd, seq: Iterator[int]) -> Rows:
    """The same number on every day, for as many days as it takes; the oldest first."""
    now = clock.now()
    for number in reversed(range(how_many)):
        at = now - timedelta(days=(number + crowd.chance.random()) / A_DAY)
        yield from crowd.chance.choice(patterns).rows(crowd.copy(at, whole=now - at < READ_BACK), seq)


def _open(patterns: Sequence[Pattern], how_many: int, crowd: Crowd, seq: Iterator[int]) -> Rows:
    now = clock.now()
    for _ in range(how_many):
        at = now - OPEN_FOR * crowd.chance.random()
        yield from crowd.chance.choice(patterns).rows(crowd.copy(at, whole=True), seq)


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


def _make(indexes: list[sa.Index]) -> None:
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")  # longer than any page may take
        for index in indexes:
            index.create(connection)


def _insert(file: Path, rows: Rows) -> None:
    waiting: dict[str, list[Stored]] = defaultdict(list)
    with closing(sqlite3.connect(file)) as connection, connection:
        for pragma in IN_A_HURRY:
            connection.execute(f"PRAGMA {pragma}")
        for table, row in rows:
            waiting[table].append(row)
            if len(waiting[table]) == AT_ONCE:
                _write(connection, table, waiting.pop(table))
        for table, left in waiting.items():
            _write(connection, table, left)


def _write(connection: sqlite3.Connection, table: str, rows: list[Stored]) -> None:
    names = [column.name for column in written(db.metadata.tables[table])]
    places = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 - our own


def _copy_table(source: sqlite3.Connection, target: psycopg.Connection[Any], table: sa.Table) -> None:
    names = [column.name for column in written(table)]
    fetched = source.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY rowid")  # noqa: S608 - names of our own tables
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    target.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))  # what a migration put there
    with target.cursor() as cursor, cursor.copy(into) as copy:
        for row in fetched:
            copy.write_row(row)
