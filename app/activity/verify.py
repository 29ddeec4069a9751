"""Checking the chain: whether somebody changed the log by another way than Braid, where, and how as far as it shows."""

import hmac
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from app.activity.chain import BEGINNING, mac_of
from app.activity.models import Activity
from app.extensions import db

_AT_ONCE: Final = 1000


class Kind(StrEnum):
    """What was done to the log."""

    EDITED = "edited"
    EDITED_OR_INSERTED = "edited or inserted"  # the last row: nothing after it tells which
    DELETED = "deleted"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    MOVED = "moved"
    CUT_OFF = "cut off"
    REWRITTEN = "rewritten"
    ANCHORS = "anchors"  # not the log: the file of anchors is gone, or holds a line that is not ours


@dataclass(frozen=True)
class Fault:
    """The first row that is not as it was written, by its number (0: no row), and what was done."""

    seq: int
    kind: Kind


@dataclass(frozen=True)
class _Break:
    """Where the chain does not hold: the number and the mac that were to follow, and the row that stands there."""

    seq: int
    prev_mac: bytes
    row: Activity | None


def verify() -> Fault | None:
    """Walk the whole log. Returns the first thing that is wrong; None if all of it fits together.

    Rows cut off the end, and a log that was written anew with the right key, fit together too: only the anchors that
    are kept elsewhere show these (`app.activity.anchors`).
    """
    query = sa.select(Activity).order_by(Activity.seq)
    with closing(
        db.session.scalars(query, execution_options={"yield_per": _AT_ONCE, "populate_existing": True})
    ) as rows:
        found = _first_break(rows)
    return Fault(found.seq, _kind(found)) if found else None


def _first_break(rows: Iterable[Activity]) -> _Break | None:
    seq, prev_mac = 0, BEGINNING
    for row in rows:
        if row.seq != seq + 1:
            return _Break(seq + 1, prev_mac, None)
        if row.prev_mac != prev_mac or not _is_written_for(row, row.seq):
            return _Break(seq + 1, prev_mac, row)
        seq, prev_mac = row.seq, row.mac
    return None


def _kind(found: _Break) -> Kind:
    """What was done, judged by where the row that belongs here stands now, and where the one that is here belongs."""
    belongs = _now_standing(found)
    if found.row is None:
        return Kind.MOVED if belongs else Kind.DELETED
    home = _written_for(found.row)
    if home == found.seq:
        return Kind.REWRITTEN
    if home is not None:
        return _changed_places(home, belongs)
    if belongs is not None:
        return Kind.INSERTED
    return Kind.EDITED if _last() > found.seq else Kind.EDITED_OR_INSERTED


def _changed_places(home: int, belongs: Activity | None) -> Kind:
    if belongs is None:
        return Kind.DELETED  # and the rows after it were numbered anew
    return Kind.SWAPPED if belongs.seq == home else Kind.MOVED


def _now_standing(found: _Break) -> Activity | None:
    """The row that was written for this place, under whatever number it stands now."""
    after = sa.select(Activity).where(Activity.prev_mac == found.prev_mac, Activity.seq != found.seq)
    return next((row for row in db.session.scalars(after) if _is_written_for(row, found.seq)), None)


def _written_for(row: Activity) -> int | None:
    """The number for which a row was written; None if no number fits, as for one that was changed or made up."""
    return next((seq for seq in range(1, max(_last(), row.seq) + 2) if _is_written_for(row, seq)), None)


def _is_written_for(row: Activity, seq: int) -> bool:
    return hmac.compare_digest(row.mac, mac_of(row, seq))


def _last() -> int:
    return db.session.scalar(sa.select(sa.func.max(Activity.seq))) or 0
