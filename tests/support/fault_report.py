"""What the fault suite came to: a row for each fault, printed at the end of the run and written down as JSON.

A plugin of pytest. The rows travel as properties of the tests, so they also arrive from the processes that share a run.
"""

import json
import os
import statistics
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.load.checker import Kept
from tests.support.load.logbook import Logbook

ROW: Final = "braid-fault"
WRITTEN_TO: Final = Path("test-results/faults.json")  # from the folder of the project
HEALS_WITHIN: Final = 60.0  # seconds, as promised (I10 in docs/reliability.md); a fault that heals takes one or two
HEADINGS: Final = ("fault", "what", "rounds", "acknowledged", "lost", "doubled", "alerts", "told", "heals in s")

Report = Callable[..., None]
PutRow = Callable[["Row"], None]


def rounds(few: int = 1) -> int:
    """How often a fault happens: `ROUNDS` in the environment, or as often as the gate can afford."""
    return int(os.environ.get("ROUNDS", few))


@dataclass(frozen=True)
class Row:
    """One fault. `heals`: each time, the seconds from its end until everybody who was there had their receipt."""

    fault: str
    what: str
    rounds: int
    alerts: int
    told: int
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    heals: tuple[float, ...] = ()

    def cells(self) -> list[str]:
        """As the table has them."""
        figures = (self.rounds, self.acknowledged, self.lost, self.doubled, self.alerts, self.told)
        heals = f"{statistics.median(self.heals):.1f} (at most {max(self.heals):.1f})" if self.heals else ""
        return [self.fault, self.what, *map(str, figures), heals]


@pytest.fixture
def row(record_property: Callable[[str, object], None]) -> PutRow:
    """Put a row into the report."""
    return lambda row: record_property(ROW, json.dumps(asdict(row)))


@pytest.fixture
def report(row: PutRow) -> Report:
    """The same for what the checker found; then nothing may be wrong with it."""

    def put(fault: str, what: str, kept: Kept, book: Logbook, times: int) -> None:
        found = (kept.alerts, kept.delivered, kept.acknowledged, len(kept.lost), len(kept.duplicated))
        row(Row(fault, what, times, *found, tuple(book.times_to_heal())))
        assert kept.wrong == []
        assert kept.acknowledged
        assert all(seconds <= HEALS_WITHIN for seconds in book.times_to_heal()), "somebody waited for too long"

    return put


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 - pytest's own, whose type is not public
    """Print the table and write it down, if any fault was tried."""
    done = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ()) if one.when == "call"]
    found = [Row(**json.loads(value)) for one in done for name, value in one.user_properties if name == ROW]
    if not found:
        return
    table = _table(found)
    path = terminalreporter.config.rootpath / WRITTEN_TO
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in table], indent=2) + "\n", "utf-8")
    terminalreporter.section(f"faults ({WRITTEN_TO})")
    for line in _lines([list(HEADINGS), *(row.cells() for row in table)]):
        terminalreporter.line(line)


def _table(found: Iterable[Row]) -> list[Row]:
    """By the number of the fault; what several tests did of the same is one row."""
    table: dict[tuple[str, str], Row] = {}
    for one in found:
        before = table.get((one.fault, one.what))
        table[one.fault, one.what] = _both(before, one) if before else one
    return sorted(table.values(), key=lambda row: (_number(row.fault), row.what))


def _both(one: Row, other: Row) -> Row:
    figures = ("rounds", "alerts", "told", "acknowledged", "lost", "doubled")
    summed = {name: getattr(one, name) + getattr(other, name) for name in figures}
    return replace(one, **summed, heals=(*one.heals, *other.heals))


def _number(fault: str) -> int:
    return int(fault.rpartition("-")[2])


def _lines(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
