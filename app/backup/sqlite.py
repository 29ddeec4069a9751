"""Copying a SQLite database that is in use, and putting the copy back: by SQLite itself, never file by file."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from app.backup.facts import Facts, facts_of
from app.backup.trouble import BackupError
from app.extensions import db

NAME: Final = "braid.sqlite"


def dump(target: Path) -> Facts:
    """Copy everything as it is at one moment; whoever writes meanwhile goes on."""
    with db.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("VACUUM INTO ?", (str(target),))
    check(target)
    return _facts(target)


def check(copy: Path) -> None:
    """Refuse a copy that is damaged. Raises BackupError."""
    try:
        with closing(sqlite3.connect(copy)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"the copy is no database: {error}") from error
    if found != "ok" or dangling:
        raise BackupError("the copy is damaged: SQLite's own check does not pass")


def load(copy: Path) -> None:
    """Put a copy in the place of whatever is there, in one transaction of SQLite's."""
    check(copy)
    db.engine.dispose()
    with closing(sqlite3.connect(copy)) as source, db.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        try:
            source.backup(driver)
        except sqlite3.OperationalError as error:
            raise BackupError(f"the database is in use: stop the server first ({error})") from error


def _facts(copy: Path) -> Facts:
    engine = sa.create_engine(f"sqlite:///{copy}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        return facts_of(connection)
