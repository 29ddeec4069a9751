"""`python -m benchmarks.scale`: the tables of docs/scale.md."""

from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.scale.model import House, house, read

STEPS: Final = (10, 1_000, 100_000)
ROWS: Final[dict[str, Callable[[House], str]]] = {
    "requests a second": lambda one: _short(one.requests_a_second),
    "people answering at once": lambda one: _short(one.people_at_once),
    "sent, in Mbit/s": lambda one: _short(one.megabits),
    "commits a second": lambda one: _short(one.commits_a_second),
    "rows a second on the activity log": lambda one: _short(one.acts_a_second),
    "cores that answer": lambda one: _short(one.web_cores),
    "cores of PostgreSQL": lambda one: _short(one.database_cores),
    "processes": lambda one: f"{one.processes:,}",
    "connections to PostgreSQL at most": lambda one: f"{one.connections:,}",
    "installations, by chain and connections": lambda one: f"{one.installations:,}",
    "rows that are kept": lambda one: _short(one.rows_kept),
    "GB that are kept": lambda one: _short(one.gigabytes_kept),
    "dollars a month for cores and disks": lambda one: _short(one.dollars_a_month),
}


def tables() -> Iterator[str]:
    """The table, line by line, as it stands in the document."""
    given = read()
    steps = [house(step, given) for step in STEPS]
    yield "| in the busiest hour | " + " | ".join(f"{step:,}" for step in STEPS) + " |"
    yield "|---|" + "---:|" * len(STEPS)
    for name, said in ROWS.items():
        yield f"| {name} | " + " | ".join(map(said, steps)) + " |"


def _short(number: float) -> str:
    """Two digits: the inputs are not better than that."""
    if number < 10:
        return f"{number:.2g}"
    digits = len(str(int(number))) - 2
    return f"{round(number / 10**digits) * 10**digits:,}"


if __name__ == "__main__":
    print("\n".join(tables()))
