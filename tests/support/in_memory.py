"""Where tests write: in memory where the machine has room, because what they write is gone a moment later.

Waiting for a disk was most of what a database for each test costs. `make faults`, which is about keeping things, stays
on the disk; so does whoever sets TMPDIR.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it, as in any other
ROOM: Final = 6 * 2**30


def use() -> None:
    """From now on, and for the processes begun from here, what is temporary lies there."""
    if "TMPDIR" not in os.environ and _has_room():
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def _has_room() -> bool:
    if not os.access(MEMORY, os.W_OK):
        return False
    may_run_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    return may_run_programs and shutil.disk_usage(MEMORY).free > ROOM
