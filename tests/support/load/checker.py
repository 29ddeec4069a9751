"""After a fault is over: whether what stands in the database is what people were told."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from app import activity
from app.activity.models import Activity
from app.alerts.models import Alert, Delivery
from app.extensions import Base, db
from app.intake.case.recheck import recheck
from app.intake.models import Consent, RiskEventRow, Screening, ScreeningVersion
from app.intake.records import Record
from app.vault import Unreadable
from tests.support.canary import found
from tests.support.load.logbook import CANARY, Logbook
from tests.support.stored_bytes import stored_bytes

ONCE: Final[tuple[type[Base], ...]] = (ScreeningVersion, Consent, Alert)


@dataclass
class Kept:
    """What the checker found. `wrong`: a sentence for each thing that must not be."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    alerts: int = 0
    delivered: int = 0
    wrong: list[str] = field(default_factory=list)


def check(app: Flask, book: Logbook, told: Collection[str], files: Iterable[Path] = ()) -> Kept:
    """Everything at once. `told`: the ids of messages that arrived. `files`: where no name may stand in the clear.

    The figures are of the people of this book; whatever is wrong with anybody's counts.
    """
    kept = Kept()
    with app.app_context():
        standing = _standing(kept)
        _compare(book, standing, kept)
        _count_alerts({row.id for key, rows in standing.items() if book.has(key) for row in rows}, told, kept)
        kept.wrong += [*_of_each(), *_of_the_database()]
        db.session.rollback()
    kept.wrong += [*_of_pages(book), *_in_the_clear(files)]
    return kept


def untold(app: Flask, told: Collection[str]) -> int:
    """How many alerts there are of which no message has arrived."""
    with app.app_context():
        return sum(not arrived for _, arrived in _alerts(told))


def _alerts(told: Collection[str]) -> list[tuple[str, bool]]:
    """The screening of each alert, and whether a message about it has arrived."""
    messages = sa.select(Alert.id, Alert.screening_id, Delivery.id).outerjoin(Delivery, Delivery.alert_id == Alert.id)
    arrived: dict[tuple[UUID, str], bool] = {}
    for alert, screening, message in db.session.execute(messages):
        arrived[alert, screening] = arrived.get((alert, screening), False) or message in told
    return [(screening, came) for (_, screening), came in arrived.items()]


def _count_alerts(screenings: set[str], told: Collection[str], kept: Kept) -> None:
    found = _alerts(told)
    theirs = [came for screening, came in found if screening in screenings]
    kept.alerts, kept.delivered = len(theirs), sum(theirs)
    kept.wrong += [f"nobody was told of {screening}" for screening, came in found if not came]


def _standing(kept: Kept) -> dict[str, list[Screening]]:
    """What each person sent, as it stands in the database."""
    standing: dict[str, list[Screening]] = defaultdict(list)
    for row in db.session.scalars(sa.select(Screening)):
        try:
            standing[_whose(Record.open(row))].append(row)
        except Unreadable:
            kept.wrong.append(f"{row.reference} cannot be opened")
    return standing


def _whose(record: Record) -> str:
    """The name in the contact plan, once all that is sealed was opened. Raises vault.Unreadable."""
    opened = [record.summary(), record.all(Consent), record.all(RiskEventRow)]
    names = [content["contact"].get("contact_name", "") for _, content in record.all(ScreeningVersion)]
    return str(names[0]) if names and all(opened) else ""


def _compare(book: Logbook, standing: dict[str, list[Screening]], kept: Kept) -> None:
    receipts = book.receipts()
    there = {key: [row.reference for row in standing.get(key, ())] for key in receipts}
    kept.acknowledged = sum(map(bool, receipts.values()))
    kept.lost = [key for key, shown in receipts.items() if shown - set(there[key])]
    kept.duplicated = [key for key in receipts if len(there[key]) > 1]
    kept.wrong += [f"{key} was shown a receipt under which they do not stand there" for key in kept.lost]
    kept.wrong += [f"{key} stands there more than once" for key in kept.duplicated]
    kept.wrong += [f"{key} was told that nothing was sent, and it was" for key in book.refused() if there[key]]


def _of_each() -> Iterator[str]:
    """All of a screening, or nothing of it."""
    everybody = Counter({one: 1 for one in db.session.scalars(sa.select(Screening.id))})
    for table in ONCE:
        rows = Counter(db.session.scalars(sa.select(table.screening_id)))  # type: ignore[attr-defined]  # each has it
        yield from (f"{table.__tablename__} of {one}: {rows[one]}" for one in everybody | rows if rows[one] != 1)
    sent = sa.select(Activity.subject_id).where(Activity.action == "screening.sent")
    rows = Counter(db.session.scalars(sent))
    yield from (f"rows of the log for {one}: {rows[one]}" for one in everybody | rows if rows[one] != 1)
    flagged = set(db.session.scalars(sa.select(RiskEventRow.screening_id)))
    yield from (f"{one} has no risk event" for one in everybody if one not in flagged)


def _of_the_database() -> Iterator[str]:
    if fault := activity.verify():
        yield f"the activity log is not whole: {fault}"
    db.session.rollback()
    done = recheck()
    if done.wrong or done.other_rules:
        yield f"scores that do not follow from the answers: {done}"
    if db.engine.dialect.name == "sqlite":
        for pragma in ("integrity_check", "foreign_key_check"):
            said = [tuple(row) for row in db.session.execute(sa.text(f"PRAGMA {pragma}"))]
            if said not in ([], [("ok",)]):
                yield f"{pragma}: {said}"


def _of_pages(book: Logbook) -> Iterator[str]:
    yield from (f"a page without crisis numbers: {entry.said}" for entry in book if entry.what == "bare")


def _in_the_clear(files: Iterable[Path]) -> Iterator[str]:
    yield from (f"a name stands in {path.name}" for path in files if found({CANARY}, stored_bytes(path)))
