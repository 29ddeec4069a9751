"""Who checked a help line, and when: by a test call, a test text, and an answer that was heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask_babel import gettext as _

from app.accounts import StaffUser
from app.activity import record
from app.crisis.resources import HelpLine, resources
from app.extensions import clock, db, in_own_transaction
from app.registers.models import LineCheck
from app.registers.own_lines import shown_at

A_DAY: Final = timedelta(days=1)  # east of Greenwich it begins earlier


@dataclass(frozen=True)
class CheckedLine:
    """A help line with the newest day on which its facts held, from the file or from a check.

    `by`: who checked it on that day; nobody if the file is newer. `silent_on`: a later try that nobody answered.
    """

    line: HelpLine
    by: UUID | None = None
    silent_on: date | None = None


def record_check(
    line: HelpLine, staff: StaffUser, today: date, *, called: bool, texted: bool, answered: bool
) -> dict[str, str]:
    """Write down how a test of a line went. Returns what is wrong, by field."""
    if line.emergency:
        return {"called": _("Never dial it for a test.")}
    if not (called or texted):
        return {"called": _("Say whether you called or texted.")}
    new = LineCheck(line_id=line.id, checked_by=staff.id, checked_on=today)
    new.called, new.texted, new.answered = called, texted, answered
    db.session.add(new)
    db.session.flush()
    record("line.check", subject=("line", line.id), actor=staff, called=called, texted=texted, answered=answered)
    return {}


def lines_of(site_id: str) -> list[CheckedLine]:
    """The national lines and those that a site shows besides, with what the checks say of them."""
    return checked([*resources().values(), *shown_at(site_id)])


def checked(lines: Iterable[HelpLine]) -> list[CheckedLine]:
    """The lines with what the checks say of them. In a transaction of its own: every staff page asks."""
    days = _days()
    return [_checked(line, days.get((line.id, True)), days.get((line.id, False))) for line in lines]


def _days() -> dict[tuple[str, bool], tuple[date, UUID]]:
    """The newest check of each line that was answered, and the newest that was not.

    None of a day that has not come anywhere: the clock was ahead, and the next check would be due years too late.
    """
    columns = LineCheck.line_id, LineCheck.answered, LineCheck.checked_on, LineCheck.checked_by
    with in_own_transaction(writes=False) as connection:
        come = LineCheck.checked_on <= clock.now().date() + A_DAY
        rows = connection.execute(sa.select(*columns).where(come).order_by(LineCheck.id)).all()
    return {(line_id, answered): (day, by) for line_id, answered, day, by in rows}


def _checked(line: HelpLine, good: tuple[date, UUID] | None, silent: tuple[date, UUID] | None) -> CheckedLine:
    if good and good[0] >= line.checked_on:
        line, by = line.model_copy(update={"checked_on": good[0]}), good[1]
    else:
        by = None
    return CheckedLine(line, by, silent[0] if silent and silent[0] > line.checked_on else None)
