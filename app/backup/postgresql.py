"""Copying a PostgreSQL database that is in use, and putting the copy back: by its own programs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from app.backup.facts import Facts, facts_of
from app.backup.trouble import BackupError
from app.extensions import db

NAME: Final = "braid.pgdump"
_ALIKE: Final = ("--no-owner", "--no-privileges")


def dump(target: Path) -> Facts:
    """Copy everything as it is at one moment; whoever writes meanwhile goes on."""
    program = _found("pg_dump")
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # it waits for the program
        moment = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        _run(program, "--format=custom", *_ALIKE, f"--snapshot={moment}", f"--file={target}", f"--dbname={_address()}")
        check(target)
        return facts_of(connection)


def check(copy: Path) -> None:
    """Refuse a copy whose table of contents cannot be read. Raises BackupError."""
    _run(_found("pg_restore"), "--list", str(copy))


def load(copy: Path) -> None:
    """Put a copy in the place of whatever is there, in one transaction."""
    check(copy)
    db.engine.dispose()
    whole = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    _run(_found("pg_restore"), *whole, *_ALIKE, f"--dbname={_address()}", str(copy))


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is not on this machine: install the client programs of PostgreSQL")
    return path


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, arguments of ours
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it does not say why"]
        raise BackupError(f"{Path(program).name} failed: {said[0]}")


def _address() -> str:
    """Where the database is, without the password: what a program is called with can be read by every user."""
    url = sa.make_url(db.engine.url).set(drivername="postgresql")
    return sa.URL.create(
        url.drivername, url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()


def _environment() -> Mapping[str, str]:
    password = db.engine.url.password
    return {**os.environ, "PGPASSWORD": str(password)} if password else dict(os.environ)
