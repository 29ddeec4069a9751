"""What would come of a file: every row with what Braid makes of it. Nothing is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.imports.cells import read_cells
from app.imports.kind import Cells, Kind, Reason, State, Verdict, wrong
from app.imports.reading import NotATable, Row, read_table


@dataclass(frozen=True)
class Judged:
    """One row: its number in the spreadsheet, its cells, what is done with it, and why."""

    number: int
    cells: Cells
    state: State
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Plan:
    """A whole file. `old`: its letters may be wrong, because it was not saved as UTF-8."""

    kind: Kind
    rows: tuple[Judged, ...]
    old: bool

    def of(self, state: State) -> list[Judged]:
        """The rows with which this is done."""
        return [row for row in self.rows if row.state is state]


def plan(kind: Kind, data: bytes, site_id: str) -> Plan:
    """Read a file for a site. Raises NotATable."""
    table = read_table(data, kind.needed, kind.known)
    if not table.rows:
        raise NotATable(_("Nothing stands below the names of the columns."))
    if len(table.rows) > kind.most:
        much = {"rows": len(table.rows), "most": kind.most}
        raise NotATable(_("This file has %(rows)s rows. At most %(most)s are taken at once: divide it.", **much))
    return Plan(kind, tuple(_judged(kind, table.rows, kind.judging(site_id))), table.old)


def _judged(kind: Kind, rows: Iterable[Row], judge: Callable[[Cells], Verdict]) -> Iterator[Judged]:
    before: dict[str, Judged] = {}
    for row in rows:
        cells, unfit = read_cells(row, kind.columns)
        if unfit:
            yield Judged(row.number, cells, State.WRONG, tuple(unfit))
            continue
        first = before.get(kind.key(cells))
        verdict = _beside(cells, first) if first else judge(cells)
        judged = Judged(row.number, cells, verdict.state, verdict.reasons)
        before.setdefault(kind.key(cells), judged)
        yield judged


def _beside(cells: Cells, first: Judged) -> Verdict:
    """A row about the same as an earlier one."""
    if cells == first.cells:
        return Verdict(State.SAME, (Reason(_("This is row %(number)s once more.", number=first.number)),))
    return wrong(_("Row %(number)s is about the same and says something else.", number=first.number))
