"""Braid on a machine of its own, started as the units of deploy/ start it: a process for each side."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

from tests.support.live_server import ROOT, free_port
from tests.support.machines import Machine
from tests.support.wait import wait_until

Side = Literal["patient", "staff"]
SIDES: Final[tuple[Side, ...]] = ("patient", "staff")
OK: Final = 200


class Served:
    """One side of Braid on one machine. `way_in`: a socket by which this process asks it how it is."""

    def __init__(self, machine: Machine, side: Side, folder: Path, settings: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._machine, self._port = machine, free_port()
        self.way_in, self.log = folder / f"{side}.sock", folder / f"{side}.log"
        own = {"BRAID_ENV": "test", "BRAID_SURFACE": side, "BRAID_INSTANCE": str(folder / "instance")}
        self._environment = {**os.environ, **own, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the balancer finds it."""
        return f"{self._machine.address}:{self._port}"

    def begin(self) -> None:
        """Start it; `wait` says when it answers."""
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
        bound = ["--bind", self.address, "--bind", f"unix:{self.way_in}"]
        with self.log.open("ab") as log:
            how = {"cwd": ROOT, "env": self._environment, "stdout": log, "stderr": log}
            self._process = self._machine.start([*command, *bound], **how)

    def wait(self) -> None:
        """Until it is well."""
        wait_until(self._is_well)

    def kill9(self) -> None:
        """All its processes, in the middle of whatever they do."""
        if self._process is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask(self, path: str) -> tuple[int, str]:
        """Ask it for a page, whatever the network does. Returns status and page."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.way_in))
            call = http.client.HTTPConnection("127.0.0.1")
            call.sock = connection
            call.request("GET", path)
            answer = call.getresponse()
            return answer.status, answer.read().decode()

    def _is_well(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, f"it did not start:\n{self.log.read_text(errors='replace')[-4000:]}"
        try:
            return self.ask("/healthz")[0] == OK
        except OSError:
            return False


@contextmanager
def served(
    machines: Mapping[str, Machine], folder: Path, settings: Mapping[str, Mapping[str, str]]
) -> Iterator[dict[str, dict[Side, Served]]]:
    """Both sides on each of these machines. `settings`: by the name of a side."""
    made = {
        name: {side: Served(machine, side, folder / name, settings[side]) for side in SIDES}
        for name, machine in machines.items()
    }
    every = [one for sides in made.values() for one in sides.values()]
    with ExitStack() as until:
        for one in every:
            until.callback(one.kill9)
            one.begin()
        for one in every:
            one.wait()
        yield made
