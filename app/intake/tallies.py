"""Counts by day that outlive what they count: how far people come, what is raised, what is skipped. Nobody is in them.

A screening of a small centre may be the only one of its day, so a count in clear words would tell what stands in it.
What is counted stands here as a keyed mark, another one at each site on each day: without the keys of the installation
nobody learns what a day's marks mean from days, or sites, of which they know what was counted.
"""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Base, clock, db
from app.sites import Site
from app.vault import current_vault

SLOTS: Final = 8  # so that people who send at the same moment do not all wait for the same row


class Tally(Base):
    """How often something happened at a site on one day. Nobody who reads it without the keys learns what, or of whom.

    `mark`: a keyed mark of what is counted. `slot` spreads one count over several rows, so that no row is everybody's.
    """

    __tablename__ = "tallies"
    __table_args__ = (sa.CheckConstraint("n > 0", name="n"),)

    site_id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(sa.LargeBinary(16), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


def count(site: Site, *names: str) -> None:
    """Count each name once for today, in the caller's transaction and before it writes to the activity log."""
    day = site.day_of(clock.now())
    marks = sorted(_mark(site.id, day, name) for name in names)  # in one order, so that two never wait for each other
    for mark in marks:
        slot = secrets.randbelow(SLOTS)  # for each its own, so that no slot holds together what one person answered
        db.session.execute(_one_more(site.id, day, mark, slot))


def totals(site_id: str, since: date, until: date) -> Callable[[str], int]:
    """What tells of a name how often it was counted from the first of these days to the one before the last."""
    mine = Tally.site_id == site_id, Tally.day >= since, Tally.day < until
    columns = Tally.day, Tally.mark, sa.func.sum(Tally.n)
    rows = db.session.execute(sa.select(*columns).where(*mine).group_by(Tally.day, Tally.mark))
    found = {(day, mark): int(n) for day, mark, n in rows}
    days = {day for day, _mark_of_it in found}
    return lambda name: sum(found.get((day, _mark(site_id, day, name)), 0) for day in days)


def _mark(site_id: str, day: date, name: str) -> bytes:
    return current_vault().blind_index("tally", f"{site_id} {day} {name}")


def _one_more(site_id: str, day: date, mark: bytes, slot: int) -> sa.Insert:
    """One row for each; where there is one already, one more in it."""
    new = {"site_id": site_id, "day": day, "mark": mark, "slot": slot, "n": 1}
    same = [Tally.site_id, Tally.day, Tally.mark, Tally.slot]
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return insert(Tally).values(new).on_conflict_do_update(index_elements=same, set_={"n": Tally.n + 1})
