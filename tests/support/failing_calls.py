"""Calls to the kernel that fail for a process that runs, for one file: `strace` puts an error in their place.

To look into another process takes root, or a kernel that lets its owner; CI has both.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.absent import absent
from tests.support.wait import wait_until
from tools.ensure_strace import strace


@contextmanager
def failing_calls(process: int, calls: str, how: str, path: Path) -> Iterator[None]:
    """While the block runs, these calls of all its threads for this file end like that. `how`: as strace has it."""
    program = strace() or absent("strace")
    command = [program, "-f", "-qq", "-o", "/dev/null", "-P", str(path), "-e", f"trace={calls}"]
    tracer = subprocess.Popen([*command, "-e", f"inject={calls}:{how}", "-p", str(process)], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: tracer.poll() is not None or _all_traced(process, tracer.pid))
        if tracer.poll() is not None:
            absent("the right to trace a process (root)")
        yield
    finally:
        tracer.terminate()
        tracer.wait(30)


def _all_traced(process: int, tracer: int) -> bool:
    threads = Path(f"/proc/{process}/task").glob("*/status")
    return all(f"TracerPid:\t{tracer}\n" in status.read_text() for status in threads)
