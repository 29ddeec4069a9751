"""What processes of this machine have used, as the kernel counts it: what else runs there is not in it."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_SCHEDULED = 2  # CPUCLOCK_SCHED: the kernel's clock of the time that a process ran


def cpu_seconds(*roots: int) -> float:
    """What these processes and those below them have run so far."""
    return sum(_ran(pid) for root in roots for pid in family(root))


def family(root: int) -> Iterator[int]:
    """A process and all below it that still live."""
    yield root
    with suppress(OSError):  # it may have ended by itself
        for task in Path(f"/proc/{root}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from family(int(child))


def megabytes(pid: int) -> float:
    """What a process keeps in memory, what it shares with others included."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    assert found, "the kernel tells of no memory"
    return int(found[1]) / 1024


def own_megabytes(pid: int) -> float:
    """The same, with what several processes hold together divided among them (the kernel's PSS)."""
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    assert found, "the kernel tells of no shares"
    return int(found[1]) / 1024


def _ran(pid: int) -> float:
    try:
        return time.clock_gettime(~pid << 3 | _SCHEDULED)
    except OSError:  # it may have ended by itself
        return 0.0
