"""What the process that answers keeps in memory, and whether it keeps more the more screenings are stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import sides
from benchmarks.client import Browser, do_again
from benchmarks.figures import Figure, Goal
from benchmarks.full.installation import filled, sampled
from benchmarks.full.sample import Sample
from benchmarks.processes import megabytes, own_megabytes
from benchmarks.whole_screening import learned

FEW, MANY = 1_000, 10_000
COME: Final = 200  # until then a worker grows anyway: what is the same for everyone is made when it is first asked for
REALLY: Final = 60  # the others are copies of these
OPEN: Final = 0.9


def measure(folder: Path, few: int = FEW, many: int = MANY) -> Iterator[Figure]:
    """Each screening is somebody else's, from the first page to the receipt."""
    sample = sampled(folder / "sample", REALLY)
    before, _ = _of_worker(folder, sample, few)
    after, own = _of_worker(folder, sample, many)
    yield Figure(Goal(f"memory of a worker after {COME} screenings, {many:,} are stored", "MB", at_most=90), [after])
    yield Figure(Goal("its share of that, beside the process that began it", "MB"), [own])
    growth = Goal(f"growth of a worker between {few:,} and {many:,} screenings", "MB", at_most=2)
    yield Figure(growth, [after - before], {"before": before, "after": after})


def _of_worker(folder: Path, sample: Sample, stored: int) -> tuple[float, float]:
    """Megabytes where so many are stored: all that it sees, and its share."""
    opened = round(stored * OPEN)
    here = folder / str(stored)
    here.mkdir()
    filled(here / "instance", folder / "sample", sample, opened, stored - opened)
    with sides.braid(here) as braid:
        requests = learned(braid.port)
        for _ in range(COME):
            do_again(Browser(braid.port), requests)
        return megabytes(braid.worker), own_megabytes(braid.worker)
