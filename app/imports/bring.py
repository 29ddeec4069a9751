"""Trying a list out, and bringing it in: the same reading of it, and then every new row or none, in one transaction."""

from dataclasses import dataclass

from app.activity import record
from app.extensions import Lock, begin_immediate, one_at_a_time
from app.imports.kind import By, Kind, State
from app.imports.plan import Plan, plan


class NotBrought(Exception):
    """A row is wrong, so nothing is brought in. The plan says which and why."""

    def __init__(self, found: Plan) -> None:
        super().__init__()
        self.plan = found


@dataclass(frozen=True)
class Link:
    """A link that came of a row: for whom, and the path at which it is opened. It is shown once."""

    whom: str
    path: str


@dataclass(frozen=True)
class Brought:
    """How many rows were new, and the links that came of them."""

    count: int
    links: tuple[Link, ...]


def try_out(kind: Kind, data: bytes, by: By) -> Plan:
    """Say what would come of a file; only that somebody asked is recorded. The caller commits. Raises NotATable."""
    begin_immediate()
    found = plan(kind, data, by.site_id)
    _record("import.tried", found, by)
    return found


def bring_in(kind: Kind, data: bytes, by: By) -> Brought:
    """Bring a file in; what is here already stays as it is. The caller commits. Raises NotATable, NotBrought."""
    begin_immediate()
    one_at_a_time(Lock.IMPORTS)
    found = plan(kind, data, by.site_id)
    if found.of(State.WRONG):
        raise NotBrought(found)
    tokens = [(row.cells[kind.known[0]], kind.bring(row.cells, by)) for row in found.of(State.NEW)]
    _record("import.done", found, by)
    return Brought(len(tokens), tuple(Link(whom, kind.link + token) for whom, token in tokens if token))


def _record(action: str, found: Plan, by: By) -> None:
    record(
        action,
        subject=("site", by.site_id),
        actor=by.staff,
        list=found.kind.name,
        rows=len(found.rows),
        new=len(found.of(State.NEW)),
        wrong=len(found.of(State.WRONG)),
    )
