"""Anchors: signed lines that say how far the log had come. Kept elsewhere, they show what the chain alone cannot.

Whoever holds the database and the key can cut rows off the end, or write the whole log anew so that it fits together.
What they cannot do is change lines that lie out of their reach.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from app.activity.chain import BEGINNING
from app.activity.models import Activity
from app.activity.signing import is_signed, sign
from app.activity.verify import Fault, Kind
from app.extensions import clock, db

_AT_ONCE: Final = 500
_SIGNATURE: Final = "signature"


class NoAnchor(ValueError):
    """A line that this installation did not sign, or that was changed. Its text is for the operator."""


@dataclass(frozen=True)
class Head:
    """How far the log had come at a moment: its last row, that row's mac, and how many rows there were."""

    at: str
    seq: int
    count: int
    mac: str


def head() -> Head:
    """How far it has come by now."""
    newest = sa.select(Activity.seq, Activity.mac).order_by(Activity.seq.desc()).limit(1)
    found = db.session.execute(newest).one_or_none()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Activity)) or 0
    seq, mac = (found.seq, found.mac) if found else (0, BEGINNING)
    return Head(clock.now().astimezone(UTC).isoformat(timespec="seconds"), seq, count, mac.hex())


def anchor() -> str:
    """The line that is to be kept elsewhere."""
    said = asdict(head())
    return json.dumps({**said, _SIGNATURE: sign(_signed_part(said))})


def append(path: Path, line: str) -> None:
    """Add a line to a file that is only ever added to, and have it on the disk before this returns. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_anchors(lines: Iterable[str]) -> list[Head]:
    """The anchors of a file, each checked. Raises NoAnchor."""
    return [_read(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _read(number: int, line: str) -> Head:
    try:
        said = json.loads(line)
        signature = str(said.pop(_SIGNATURE))
        found = Head(**said)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise NoAnchor(f"line {number} is no anchor") from error
    if not is_signed(_signed_part(said), signature):
        raise NoAnchor(f"line {number} was not signed by this installation, or was changed")
    return found


def _signed_part(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def compare(anchors: Iterable[Head]) -> Fault | None:
    """The first row, as near as the anchors tell, from which on the log is not the one of which they speak."""
    held = 0
    for said, mac in _with_macs(sorted(anchors, key=lambda one: one.seq)):
        if mac is None:
            return Fault(_last() + 1, Kind.CUT_OFF)
        if mac != said.mac or said.count != said.seq:
            return Fault(held + 1, Kind.REWRITTEN)
        held = said.seq
    return None


def _with_macs(anchors: list[Head]) -> Iterator[tuple[Head, str | None]]:
    """Each with the mac that its row has now, if there is one."""
    for at in range(0, len(anchors), _AT_ONCE):
        some = anchors[at : at + _AT_ONCE]
        rows = sa.select(Activity.seq, Activity.mac).where(Activity.seq.in_({one.seq for one in some}))
        macs = {0: BEGINNING, **{seq: mac for seq, mac in db.session.execute(rows)}}
        yield from ((one, macs[one.seq].hex() if one.seq in macs else None) for one in some)


def _last() -> int:
    return db.session.scalar(sa.select(sa.func.max(Activity.seq))) or 0
