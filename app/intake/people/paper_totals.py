"""Totals that were added up on paper before there was Braid, as a list brings them in: shown in time, and nothing else.

Nothing is scored anew from a total, and none changes a level or raises a flag: the answers behind it are not here. Only
where a total cannot be reached without the answer that is urgent by itself, somebody is asked to look at the sheet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.extensions import clock, db
from app.instruments import catalogue
from app.intake.arriving.reference import read_reference
from app.intake.case.edition import lock
from app.intake.case.tasks import add_task
from app.intake.models import Screening
from app.intake.people.candidates import group_of
from app.intake.people.link import new_person
from app.intake.people.models import PaperTotal
from app.intake.records import Record
from app.sites import site_of
from app.vault import Unreadable

FOLLOWED: Final = ("phq9", "gad7", "gad2", "auditc")  # whose totals stand in a trend
URGENT_ALONE: Final = {"phq9": "phq9_9"}  # by which item a screening is urgent, whatever the others say
NOON: Final = time(12)


@dataclass(frozen=True)
class Sheet:
    """What is known of one day on paper: totals by instrument. `at`: the noon of that day at the centre."""

    at: datetime
    totals: Mapping[str, int]


def highest_total(instrument: str) -> int:
    """The highest total that a sheet can have."""
    return int(catalogue().instrument_of_score(instrument).highest or 0)


def tells_of_danger(instrument: str, total: int) -> bool:
    """Whether all other items together cannot make this total, so that the one that is urgent was above 0."""
    if instrument not in URGENT_ALONE:
        return False
    return total > highest_total(instrument) - catalogue().item(URGENT_ALONE[instrument]).highest


def find_by_reference(typed: str, site_id: str) -> Screening | None:
    """The screening of a site with this reference, however it is typed; none of a drill, which is nobody's."""
    mine = Screening.reference == (read_reference(typed) or ""), Screening.site_id == site_id
    return db.session.scalar(sa.select(Screening).where(*mine, Screening.drill.is_(False)))


def totals_of_person(row: Screening) -> dict[tuple[str, date], int]:
    """Every total of whoever a screening is of, by instrument and day. What cannot be opened is left out."""
    found: dict[tuple[str, date], int] = {}
    for one in db.session.scalars(sa.select(Screening).where(group_of(row))):
        found |= {(said["instrument"], date.fromisoformat(said["on"])): said["total"] for said in _said(one)}
    return found


def sheets_of(rows: Iterable[Screening]) -> tuple[Sheet, ...]:
    """What came from paper about whoever these screenings are of, by day, the oldest first."""
    days: dict[datetime, dict[str, int]] = {}
    for row in rows:
        zone = site_of(row.site_id).calendar.zone
        for said in _said(row):
            at = datetime.combine(date.fromisoformat(said["on"]), NOON, zone)
            days.setdefault(at, {})[said["instrument"]] = said["total"]
    return tuple(Sheet(at, days[at]) for at in sorted(days))


def add_total(staff: StaffUser, screening_id: str, instrument: str, on: date, total: int) -> None:
    """Add a total to whoever a screening is of, who is from then on somebody over time. The caller commits.

    Raises Conflict where somebody has to look at the sheet and the screening is closed; NoSuchScreening.
    """
    row = lock(screening_id, staff)
    row.person_id = row.person_id or new_person(staff)
    content = {"instrument": instrument, "on": on.isoformat(), "total": total}
    Record.open(row).add(PaperTotal, content, author_id=staff.id)
    record("total.brought", subject=("screening", row.id), actor=staff)
    if tells_of_danger(instrument, total):
        title = catalogue().instrument_of_score(instrument).title
        words = _("From paper: %(title)s %(total)s on %(day)s. Look at the sheet.", title=title, total=total, day=on)
        add_task(row.id, staff, row.edition, words, clock.now())


def _said(row: Screening) -> list[dict[str, Any]]:
    try:
        return [content for _, content in Record.open(row).all(PaperTotal)]
    except Unreadable:
        return []
