"""What a start costs: from `make run` on a machine that is set up to the first page."""

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, Goal
from benchmarks.processes import cpu_seconds, family
from benchmarks.turns import in_turn
from tests.support.live_server import ENDS_WITHIN_SECONDS, ROOT, free_port

ROUNDS, WITHIN_SECONDS = 3, 300
SET_UP: Final = "--old-file=.venv/.runtime-is-installed"  # what `make run` would install stands there
COMPILED_ONCE: Final = {"PYTHONDONTWRITEBYTECODE": ""}  # as Python does by itself wherever nobody forbids it
FIRST: Final = Goal("start: CPU from `make run` to the first page, nothing stored yet", "s", at_most=3)
LATER: Final = Goal("start: the same over a database that is there", "s", at_most=3)


def measure(folder: Path) -> Iterator[Figure]:
    """A new installation each time, which makes its tables and keys; and one that was there."""
    numbers = iter(range(ROUNDS + 1))
    sides = {
        "first": lambda: _start(folder / f"instance-{next(numbers)}"),
        "later": lambda: _start(folder / "instance-0"),
    }
    found = in_turn(sides, ROUNDS)
    yield Figure(FIRST, found["first"])
    yield Figure(LATER, found["later"])


def _start(instance: Path) -> float:
    """Seconds of CPU of everything that `make run` began."""
    port = free_port()
    own = {"BRAID_INSTANCE": str(instance), "PORT": str(port), "MAKEFLAGS": "", **COMPILED_ONCE}
    process = subprocess.Popen(
        [shutil.which("make") or "make", SET_UP, "run"],
        cwd=ROOT,
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + WITHIN_SECONDS
        while not _shows_its_first_page(port):
            assert process.poll() is None, "`make run` ended"
            assert time.monotonic() < deadline, "it never came about"
            time.sleep(0.05)
        return cpu_seconds(process.pid)
    finally:
        _end(process)


def _shows_its_first_page(port: int) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
        return bool(page.status == 200)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """The server, that is; make waits for what it began."""
    for server in list(family(process.pid))[1:2]:
        os.kill(server, signal.SIGTERM)
    process.wait(ENDS_WITHIN_SECONDS)
