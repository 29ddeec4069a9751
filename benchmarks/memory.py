"""What the process that answers keeps in memory, and whether it keeps more the more people came."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import sides
from benchmarks.client import Browser, do_again
from benchmarks.figures import Figure, Goal
from benchmarks.processes import megabytes, own_megabytes
from benchmarks.whole_screening import learned

EARLY, LATE = 250, 500  # until then a worker still grows: what is the same for everyone is made when first asked for


def measure(folder: Path, early: int = EARLY, late: int = LATE) -> Iterator[Figure]:
    """Each screening is somebody else's, from the first page to the receipt. The start finds its tables there."""
    with sides.braid(folder / "braid"):
        pass  # its start made the tables
    with sides.braid(folder / "braid") as braid:
        requests = learned(braid.port)
        before = 0.0
        for number in range(late):
            if number == early:
                before = megabytes(braid.worker)
            do_again(Browser(braid.port), requests)
        after, own = megabytes(braid.worker), own_megabytes(braid.worker)
    yield Figure(Goal(f"memory of a worker after {late:,} screenings", "MB", at_most=90), [after])
    yield Figure(Goal("its share of that, beside the process that began it", "MB"), [own])
    growth = Goal(f"growth of a worker between {early:,} and {late:,} screenings", "MB", at_most=2)
    yield Figure(growth, [after - before], {"before": before, "after": after})
