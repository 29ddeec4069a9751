"""The ledger of deletions: what is gone must stay gone, also after a backup from before is restored.

It stands in the database, which a restore takes back in time, and in a file beside it, which a restore leaves alone and
the operator copies elsewhere. A line holds a random id, what it was and when: nothing about anybody.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from app.extensions import clock, db, writing
from app.retention.models import Deletion
from app.settings import current_settings

SCREENING: Final = "screening"
FILE: Final = "deletions.log"
_LINE: Final = re.compile(r"(?P<at>\S+) (?P<kind>[a-z]{1,20}) (?P<id>[0-9a-f]{32})\Z")


def note(kind: str, deleted_id: str) -> None:
    """Note that something goes, in the transaction in which it goes."""
    if db.session.get(Deletion, deleted_id) is None:
        db.session.add(Deletion(id=deleted_id, kind=kind, at=clock.now()))
        db.session.flush()


def file_of_deletions() -> Path:
    """Where the ledger stands outside of the database."""
    return current_settings().instance / FILE


def bring_together() -> None:
    """Let the table and the file know what only the other knows. In a transaction of its own."""
    outside = dict(_lines(file_of_deletions()))
    with writing():
        inside = {row.id: row for row in db.session.scalars(sa.select(Deletion))}
        missing = {name: line for name, line in outside.items() if name not in inside}
        db.session.add_all(Deletion(id=name, kind=kind, at=at) for name, (kind, at) in missing.items())
    _append([row for name, row in sorted(inside.items()) if name not in outside])


def deleted(kind: str) -> list[str]:
    """The ids of everything of a kind that was ever deleted."""
    return list(db.session.scalars(sa.select(Deletion.id).where(Deletion.kind == kind).order_by(Deletion.at)))


def _lines(file: Path) -> Iterator[tuple[str, tuple[str, datetime]]]:
    """Every whole line; one that was cut off by a crash is written anew."""
    text = file.read_text("utf-8") if file.exists() else ""
    for line in text.splitlines():
        if found := _LINE.match(line):
            yield found["id"], (found["kind"], datetime.fromisoformat(found["at"]))


def _append(rows: list[Deletion]) -> None:
    if not rows:
        return
    text = "".join(f"\n{row.at.isoformat()} {row.kind} {row.id}" for row in rows)  # never on the rest of a broken line
    descriptor = os.open(file_of_deletions(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
