"""A disk of a few megabytes that a test may fill. To mount one takes root, which CI is."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.absent import absent

BLOCKS = (1_000_000, 4096, 1)  # the last byte counts


@dataclass(frozen=True)
class SmallDisk:
    """What lies in the folder lies on it."""

    folder: Path

    def fill(self) -> None:
        """Leave room for nothing more."""
        with self._filler.open("wb", buffering=0) as filler:
            for size in BLOCKS:
                _write_until_full(filler.fileno(), bytes(size))

    def free(self) -> None:
        """As if somebody had made room."""
        self._filler.unlink()

    @property
    def _filler(self) -> Path:
        return self.folder / "something-else"


def _write_until_full(file: int, block: bytes) -> None:
    try:
        while os.write(file, block) == len(block):
            pass
    except OSError:
        return  # no space left on device, as meant


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mount it over a folder, which is made if need be. Skips, loudly, where that is not allowed."""
    folder.mkdir(exist_ok=True)
    command = ["/usr/bin/mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False).returncode != 0:
        absent("the right to mount a disk (root)")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(("/usr/bin/umount", "--lazy", folder), check=True)
