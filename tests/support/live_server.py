"""The real server in its own process, with its own instance folder: what a person's phone talks to."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app.settings import Settings
from tests.support.running import running

ROOT = Path(__file__).parents[2]
FLASK = (sys.executable, "-m", "flask", "--app", "app")
STARTS_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 15


class LiveServer:
    """`make run` as the tests see it; all its processes are one group, so that ending them can miss none."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """Keep everything in `folder`: the instance, and the server's log beside it. Settings as in the environment."""
        self._settings = settings
        self.instance = folder / "instance"
        self.instance.mkdir(exist_ok=True)
        self.log = folder / "server.log"
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*FLASK, "serve"], cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill9()
                raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The process that was started, and the group of all its children."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        """Ask it to end, as an operator would; insist if it does not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill9()
        self._process = None

    def kill9(self) -> None:
        """End all its processes at once, in the middle of whatever they do."""
        if self._process is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Start again on the same address and the same instance."""
        self.stop()
        self.start()

    def flask(self, *command: str) -> str:
        """Run a `flask` command on this instance, without a second to start Python; return what it printed."""
        with running(Settings.from_environment(self.environment())) as app:
            done = app.test_cli_runner().invoke(args=command)
        assert done.exit_code == 0, done.output
        return done.stdout

    def count(self, table: str) -> int:
        """How many rows a table has, read beside the running server."""
        with sqlite3.connect(f"file:{self.instance / 'braid.sqlite'}?mode=ro", uri=True) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own table names

    def let_pass(self, *, minutes: float) -> None:
        """Let every session look as if it had not been used for so much longer."""
        with sqlite3.connect(self.instance / "braid.sqlite") as database:
            database.execute(
                "UPDATE sessions SET last_seen_at = strftime('%Y-%m-%d %H:%M:%f000', last_seen_at, ?)",
                (f"-{minutes} minutes",),
            )

    def environment(self) -> dict[str, str]:
        """What it is started with."""
        return os.environ | {
            "BRAID_ENV": "test",
            "BRAID_INSTANCE": str(self.instance),
            "BRAID_RATE_LIMITS": "off",
            "PORT": str(self.port),
            **self._settings,
        }

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base_url}/healthz", timeout=5) as response:  # noqa: S310 - our own http address
                return bool(response.status == 200)
        except OSError:  # refused, reset, or answered with an error while it starts
            return False


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all tests that only use it."""
    with serving(tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[LiveServer]:
    """A fresh server for one test: to kill, or to find exactly its own data in."""
    with serving(tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance full of made-up people, made once: to copy, never to serve."""
    server = LiveServer(tmp_path_factory.mktemp("made-up"))
    server.flask("demo", "--only-fill")
    return server.instance


@pytest.fixture
def demo_server(made_up: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A fresh server for one test, with made-up people in it."""
    shutil.copytree(made_up, tmp_path / "instance")
    with serving(tmp_path) as server:
        yield server


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[LiveServer]:
    """A server while it is needed."""
    server = LiveServer(folder, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
