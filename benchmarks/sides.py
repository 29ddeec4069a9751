"""What is set against each other: Braid, and plain Flask applications, each on a server of its own on this machine.

All run under gunicorn with one process and eight threads, as Braid is served (`gunicorn.conf.py`).
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.processes import cpu_seconds, family
from tests.support.live_server import ROOT, LiveServer, free_port, serving
from tests.support.postgresql import PostgresServer, postgres_server
from tests.support.wait import wait_until

PEERS = Path(__file__).parent / "peers"
ENDS_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Served:
    """A server that answers, and those whose work is its work: its own processes, and a database of its own."""

    port: int
    pid: int
    database: int | None = None

    def cpu(self) -> float:
        """Seconds that all of them have run so far."""
        return cpu_seconds(self.pid, *([self.database] if self.database else []))

    @property
    def worker(self) -> int:
        """The process that answers."""
        return list(family(self.pid))[-1]


@dataclass(frozen=True)
class Postgres:
    """A database server that keeps what it was told to keep, and its first process."""

    server: PostgresServer
    pid: int

    def new_address(self) -> str:
        """The address of an empty database."""
        return self.server.address_of(self.server.new_database())


@contextmanager
def braid(folder: Path, postgres: Postgres | None = None) -> Iterator[Served]:
    """Braid as `make run` serves it, limits off: one client stands for a town."""
    folder.mkdir(exist_ok=True)
    database = {"BRAID_DATABASE_URL": postgres.new_address()} if postgres else {}
    with serving(folder, **database) as server:
        yield _served(server, postgres)


def _served(server: LiveServer, postgres: Postgres | None) -> Served:
    return Served(server.port, server.pid, postgres.pid if postgres else None)


@contextmanager
def peer(name: str, folder: Path, postgres: Postgres | None = None, **settings: str) -> Iterator[Served]:
    """One of `benchmarks/peers`. `settings`: what it reads from its environment."""
    folder.mkdir(exist_ok=True)
    address = postgres.new_address() if postgres else f"sqlite:///{folder / 'peer.sqlite'}"
    port = free_port()
    own = {"PORT": str(port), "PEER_DATABASE": address, **settings}
    command = [sys.executable, "-m", "gunicorn", "-c", str(PEERS / "served.py"), f"benchmarks.peers.{name}:app"]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_until(lambda: _listens(port))
        yield Served(port, process.pid, postgres.pid if postgres else None)
    finally:
        process.terminate()
        process.wait(ENDS_WITHIN_SECONDS)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def durable_postgres() -> Iterator[Postgres]:
    """A server that survives a power cut, unlike the one that the tests use."""
    with postgres_server() as server:
        with psycopg.connect(_plain(server), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM RESET ALL")
            connection.execute("SELECT pg_reload_conf()")
        wait_until(lambda: _setting(server, "fsync") == "on" and _setting(server, "synchronous_commit") == "on")
        first = Path(_setting(server, "data_directory")) / "postmaster.pid"
        yield Postgres(server, int(first.read_text(encoding="ascii").split()[0]))


def _plain(server: PostgresServer) -> str:
    return server.address_of("postgres").replace("+psycopg", "")


def _setting(server: PostgresServer, name: str) -> str:
    with psycopg.connect(_plain(server)) as connection:
        row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    assert row
    return str(row[0])
