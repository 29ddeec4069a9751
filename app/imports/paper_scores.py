"""Totals from paper of earlier times, of people whom a screening here makes known: each is added, none is changed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from flask_babel import gettext as _

from app.accounts import CLINICAL
from app.extensions import N_, clock
from app.imports.kind import MOST_ROWS, NEW, SAME, By, Cells, Column, Kind, Reason, State, Verdict, wrong
from app.intake.arriving.reference import read_reference
from app.intake.models import Screening
from app.intake.people.paper_totals import (
    FOLLOWED,
    add_total,
    find_by_reference,
    highest_total,
    tells_of_danger,
    totals_of_person,
)
from app.sites import site_of

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST: Final = date(1990, 1, 1)
Known = dict[tuple[str, date], int]


def _judging(site_id: str) -> Callable[[Cells], Verdict]:
    today = site_of(site_id).day_of(clock.now())
    known: dict[str, Known] = {}  # by person: what is here, and what earlier rows add

    def judge(cells: Cells) -> Verdict:
        row = find_by_reference(cells["reference"], site_id)
        if row is None:
            return wrong(_("There is no screening of this reference here."), "reference")
        if not EARLIEST <= date.fromisoformat(cells["date"]) <= today:
            return wrong(_("Write a day that is over."), "date")
        whose = row.person_id or row.id
        if whose not in known:
            known[whose] = totals_of_person(row)
        return _beside(row, known[whose], cells)

    return judge


def _beside(row: Screening, known: Known, cells: Cells) -> Verdict:
    """A total beside what is known of the person."""
    instrument, total = cells["instrument"], int(cells["total"])
    most, of = highest_total(instrument), (instrument, date.fromisoformat(cells["date"]))
    if total > most:
        return wrong(_("Write a whole number from 0 to %(most)s.", most=most), "total")
    if of in known:
        other = _("Another total is here for this day: %(total)s.", total=known[of])
        return SAME if known[of] == total else wrong(other, "total")
    if not tells_of_danger(instrument, total):
        known[of] = total
        return NEW
    if row.closed_at:
        return wrong(
            _("With this total item 9 was above 0, and the screening is closed. Open it again first."), "total"
        )
    known[of] = total
    task = _("With this total item 9 was above 0: a task to look at the sheet is made, due now.")
    return Verdict(State.NEW, (Reason(task, "total"),))


def _day(text: str) -> str:
    """Years first, in the one order that nobody can read in two ways."""
    try:
        known = DAY.fullmatch(text) and date.fromisoformat(text)
    except ValueError:
        known = None
    return "" if known else _("Write year, month and day, such as 2026-03-09.")


def _number(text: str) -> str:
    return "" if text.isascii() and text.isdigit() else _("Write the total in digits.")


def _bring(cells: Cells, by: By) -> str:
    row = find_by_reference(cells["reference"], by.site_id)
    assert row is not None  # noqa: S101 - each row was judged in this transaction
    add_total(by.person, row.id, cells["instrument"], date.fromisoformat(cells["date"]), int(cells["total"]))
    return ""


SCORES: Final = Kind(
    name="scores",
    roles=CLINICAL,
    columns=(
        Column("reference", N_("Of a screening of this person, such as KX7M-4HRT."), needed=True, longest=20),
        Column("instrument", N_("Which one was added up."), needed=True, words=FOLLOWED),
        Column("date", N_("The day on the sheet: year, month and day, such as 2026-03-09."), needed=True, check=_day),
        Column(
            "total",
            N_("The total as it stands there. Leave the row out if there is none."),
            needed=True,
            longest=3,
            check=_number,
        ),
    ),
    most=MOST_ROWS,
    key=lambda cells: f"{read_reference(cells['reference'])} {cells['instrument']} {cells['date']}",
    judging=_judging,
    bring=_bring,
)
