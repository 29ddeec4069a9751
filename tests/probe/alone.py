"""A network with nobody else in it: the names of the shipped configuration lead here, and nothing leads out."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.nginx import DESK, PERSON

ENTER = 'ip link set lo up && mount --bind "$0" /etc/hosts && exec "$@"'
READ = 'mount --bind "$0" /etc/hosts && exec "$@"'
# Who is not root keeps their own name and may do these things in here alone.
AS_OTHERS = ("--user", "--map-current-user", "--keep-caps")


def run_alone(command: Sequence[str], folder: Path) -> int:
    """Run a command in there, to its end; return its exit status. It ends with whoever called it."""
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 localhost {PERSON} {DESK}\n", "utf-8")
    who = () if os.geteuid() == 0 else AS_OTHERS
    enter = ("unshare", *who, "--net", "--mount", "sh", "-c", ENTER, str(hosts))
    return subprocess.run([*enter, *command], check=False).returncode


def add_address(address: str) -> None:
    """Let this machine have one more; whoever calls it calls from it."""
    subprocess.run(["ip", "addr", "add", f"{address}/32", "dev", "lo"], check=True)  # noqa: S607 - ensure_probe found it


def as_address(address: str, folder: Path, command: Sequence[str]) -> list[str]:
    """The same command, for which our names lead to that address, so that this is where it calls from."""
    hosts = folder / f"hosts-{address}"
    hosts.write_text(f"127.0.0.1 localhost\n{address} {PERSON} {DESK}\n", "utf-8")
    return ["unshare", "--mount", "sh", "-c", READ, str(hosts), *command]
