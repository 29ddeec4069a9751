"""Which screenings have been kept for long enough, and what still holds the others."""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from app.extensions import clock, db
from app.handoff.forget import is_being_sent, was_handed_on
from app.intake.case.forget import waits_for_somebody
from app.intake.models import Closure, Screening
from app.intake.people.models import Rescreen
from app.intake.people.rescreens import is_open
from app.intake.records import Record
from app.retention.holds import is_held
from app.retention.policy import Keeping

YEAR: Final = timedelta(days=365.25)
ADMITTED: Final = "admitted"


def closed_before(site_id: str, keeping: Keeping) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions of a site's screenings that were closed long enough ago."""
    return Screening.site_id == site_id, Screening.closed_at <= clock.now() - timedelta(days=keeping.days)


def count_old(site_id: str, keeping: Keeping) -> int:
    """How many there are of these, whatever holds them."""
    old = sa.select(sa.func.count()).select_from(Screening).where(*closed_before(site_id, keeping))
    return db.session.scalar(old) or 0


def is_free() -> sa.ColumnElement[bool]:
    """The condition of a screening that nothing holds: no hold, nothing on its way, nothing to do, nothing planned."""
    planned = sa.exists().where(Rescreen.screening_id == Screening.id, is_open())
    return ~sa.or_(is_held(), is_being_sent(), waits_for_somebody(), planned)


def is_over(row: Screening, keeping: Keeping) -> bool:
    """Whether one that was closed long enough ago may go: at once, or after the years where it was handed on, or the
    person was admitted. Raises vault.Unreadable.
    """
    since = clock.now() - YEAR * keeping.years
    if _was_handed_on(row.id, since):
        return False
    of_a_patient = _was_handed_on(row.id) or _was_admitted(row)
    return not of_a_patient or (row.closed_at is not None and row.closed_at <= since)


def ids_of(*which: sa.ColumnElement[bool]) -> list[str]:
    """The screenings of which all this holds, the one that was closed first first."""
    return list(db.session.scalars(sa.select(Screening.id).where(*which).order_by(Screening.closed_at, Screening.id)))


def _was_handed_on(screening_id: str, since: datetime | None = None) -> bool:
    return bool(db.session.scalar(sa.select(sa.exists().where(Screening.id == screening_id, was_handed_on(since)))))


def _was_admitted(row: Screening) -> bool:
    return any(content["outcome"] == ADMITTED for _, content in Record.open(row).all(Closure))
