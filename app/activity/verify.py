"""Checking the chain."""

import hmac
from collections.abc import Iterable
from contextlib import closing
from typing import Final

import sqlalchemy as sa

from app.activity.chain import BEGINNING, mac_of
from app.activity.models import Activity
from app.extensions import db

_AT_ONCE: Final = 1000


def verify() -> int | None:
    """Walk the whole log. Returns the number of the first row that is missing or tampered with; None if all is well.

    Rows cut off the end leave a shorter chain that is whole in itself: only a copy of the head kept elsewhere shows it.
    """
    query = sa.select(Activity).order_by(Activity.seq)
    with closing(
        db.session.scalars(query, execution_options={"yield_per": _AT_ONCE, "populate_existing": True})
    ) as rows:
        return _first_bad(rows)


def _first_bad(rows: Iterable[Activity]) -> int | None:
    seq, prev_mac = 0, BEGINNING
    for row in rows:
        if row.seq != seq + 1 or row.prev_mac != prev_mac or not hmac.compare_digest(row.mac, mac_of(row)):
            return seq + 1
        seq, prev_mac = row.seq, row.mac
    return None
