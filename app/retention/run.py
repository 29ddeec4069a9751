"""Deleting what has been kept for long enough: once a day, or when somebody says so, and never by a clock that jumped.

Each screening goes in a transaction of its own, in which it is asked once more whether it may.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.activity import record
from app.extensions import clock, db, writing
from app.intake.models import Screening
from app.retention import ledger
from app.retention.due import closed_before, ids_of, is_free, is_over
from app.retention.models import ONLY_ROW, RetentionClock
from app.retention.policy import keeping_of
from app.retention.purge import purge
from app.sites import every_site
from app.vault import Unreadable

log = logging.getLogger(__name__)
MOST_BETWEEN: Final = timedelta(hours=24)
EVERY: Final = timedelta(days=1)


class ClockJumped(RuntimeError):
    """The clock is more than a day away from when it was last looked at: by a wrong one too much would go."""

    def __init__(self, seen_at: datetime, now: datetime) -> None:
        said = f"the clock was last seen at {seen_at:%Y-%m-%d %H:%M} UTC and says {now:%Y-%m-%d %H:%M} now"
        super().__init__(f"nothing was deleted: {said}; if it is right, say so with --clock-is-right")


@dataclass(frozen=True)
class SiteProof:
    """What became of those of one site that were closed long enough ago: numbers, and nobody in them.

    `gone`: deleted, or what would be. `waits`: held by a legal hold, something to do, or something on its way. `kept`:
    handed on, or the person was admitted, and the years are not over. `unreadable`: nobody can say; it stays.
    """

    site_id: str
    days: int
    years: int
    counts: Counter[str] = field(default_factory=Counter)


def look_at_clock(*, is_right: bool = False) -> None:
    """Note what time it is, in the caller's transaction. Raises ClockJumped, and then notes nothing."""
    now = clock.now()
    seen = _clock(now)
    if abs(now - seen.seen_at) > MOST_BETWEEN and not is_right:
        raise ClockJumped(seen.seen_at, now)
    seen.seen_at = now if is_right else max(seen.seen_at, now)


def claim_day() -> bool:
    """Whether this is the first to ask today, on whichever machine; the clock is looked at. Raises ClockJumped."""
    with writing():
        look_at_clock()
        seen, now = _clock(clock.now()), clock.now()
        if seen.ran_at is not None and abs(now - seen.ran_at) < EVERY:
            return False
        seen.ran_at = now
    return True


def stands_still() -> str:
    """Why nothing is deleted any more, in one line; empty if all is well."""
    seen, now = db.session.get(RetentionClock, ONLY_ROW), clock.now()
    if seen is None:
        return ""
    if abs(now - seen.seen_at) > MOST_BETWEEN:
        return str(ClockJumped(seen.seen_at, now))
    late = seen.ran_at is not None and abs(now - seen.ran_at) > 2 * EVERY
    return "nothing was deleted for two days: start the server, or flask retention run" if late else ""


def last_run() -> datetime | None:
    """When what is due was last deleted by itself; None if never."""
    seen = db.session.get(RetentionClock, ONLY_ROW)
    return seen.ran_at if seen else None


def run(*, dry: bool = False) -> list[SiteProof]:
    """Delete everything that is due at every site, or only count it. In transactions of its own."""
    proofs = [_at_site(site.id, dry=dry) for site in every_site()]
    if not dry:
        total: Counter[str] = sum((proof.counts for proof in proofs), Counter())
        with writing():
            record(
                "retention.run",
                subject=("retention", "all"),
                gone=total["gone"],
                waits=total["waits"],
                kept=total["kept"],
                failed=total["failed"],
            )
        ledger.bring_together()
        wipe_what_is_left()
    return proofs


def wipe_what_is_left() -> None:
    """Let nothing of what was deleted stay in SQLite's log of changes. PostgreSQL's autovacuum does it by itself."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as plain:
            driver = plain.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _clock(now: datetime) -> RetentionClock:
    found = db.session.get(RetentionClock, ONLY_ROW, with_for_update=True, populate_existing=True)
    if found is None:
        found = RetentionClock(id=ONLY_ROW, seen_at=now)
        db.session.add(found)
    return found


def _at_site(site_id: str, *, dry: bool) -> SiteProof:
    keeping = keeping_of(site_id)
    proof = SiteProof(site_id, keeping.days, keeping.years)
    old = closed_before(site_id, keeping)
    free = ids_of(*old, is_free())
    proof.counts["waits"] = len(ids_of(*old)) - len(free)
    for screening_id in free:
        proof.counts[_judged(screening_id, site_id, dry=dry)] += 1
    db.session.rollback()
    return proof


def _judged(screening_id: str, site_id: str, *, dry: bool) -> str:
    """What becomes of one: a word of the proof."""
    try:
        if dry:
            row = _still_due(screening_id, site_id)
            return _word(row, site_id)
        with writing():
            row = _still_due(screening_id, site_id)
            word = _word(row, site_id)
            if row is not None and word == "gone":
                purge(row, "policy")
            return word
    except Unreadable:
        return "unreadable"
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("a screening could not be deleted: %s", type(error).__name__)
        return "failed"


def _still_due(screening_id: str, site_id: str) -> Screening | None:
    """The row, held, if nothing came up since it was listed.

    Held first and asked about then: what somebody did while this waited for the row, such as setting a hold, does not
    change the row itself, and PostgreSQL asks only about a row that changed a second time.
    """
    db.session.execute(sa.select(Screening.id).where(Screening.id == screening_id).with_for_update())
    which = Screening.id == screening_id, *closed_before(site_id, keeping_of(site_id)), is_free()
    return db.session.scalar(sa.select(Screening).where(*which).execution_options(populate_existing=True))


def _word(row: Screening | None, site_id: str) -> str:
    if row is None:
        return "waits"
    return "gone" if is_over(row, keeping_of(site_id)) else "kept"


def report_lines(proofs: list[SiteProof], *, dry: bool) -> Iterator[str]:
    """The proof in words, a line for each site."""
    did = "would go" if dry else "deleted"
    for proof in proofs:
        words = {"gone": did, "waits": "held or with something to do", "kept": "handed on or admitted"}
        words |= {"unreadable": "unreadable", "failed": "failed"}
        said = ", ".join(f"{proof.counts[name]} {word}" for name, word in words.items())
        yield f"site {proof.site_id}: screenings closed for {proof.days} days: {said} (kept for {proof.years} years)"
