"""What stands in red on every staff page: who presses and waits, and whether messages about it get through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.accounts.emergency import count_unreviewed, ends_at
from app.activity.checks import last_fault
from app.alerts.log_faults import fault_words
from app.alerts.waiting import Waiting, is_cut_off, pressing_at
from app.alerts.watch import TOLD
from app.screening import Level
from app.staff.access import may
from app.staff.here import own_site, times
from app.staff.words.levels import LevelMark, level_marks


@dataclass(frozen=True)
class Notice:
    """One thing to know, and where to go about it; no address for whoever may not open that page.

    `mark`: the sign and the word of the level that it is about, if it is about one.
    """

    said: str
    go: str = ""
    address: str = ""
    mark: LevelMark | None = None


@dataclass(frozen=True)
class AlarmView:
    """All of it. `newest` grows when something new comes in, and is None for whoever may not read screenings."""

    notices: tuple[Notice, ...]
    newest: str | None


def alarm_view() -> AlarmView:
    """What whoever is signed in should know now, whichever page they are on."""
    about = (*_about_this_session(), *_about_emergencies(), *_about_the_log(), *_about_messages())
    waiting = pressing_at(own_site())
    if not may(current_user.role, "staff.shift"):
        return AlarmView((*_for_others(waiting), *about), None)
    return AlarmView((*_for_readers(waiting), *about), newest_of(waiting))


def newest_of(waiting: Sequence[Waiting]) -> str:
    """When the latest of them came in; empty if nobody waits."""
    return max((one.newest.isoformat() for one in waiting), default="")


def _for_readers(waiting: Sequence[Waiting]) -> Iterator[Notice]:
    """A line for each level; the last leads to all of them."""
    marks = level_marks()
    for one in waiting:
        way = (_("Show them"), url_for("staff.shift")) if one is waiting[-1] else ("", "")
        yield Notice(_said(one), *way, mark=marks[Level(one.level)])


def _said(one: Waiting) -> str:
    parts = [
        ngettext("%(num)s that nobody has opened.", "%(num)s that nobody has opened.", one.unopened),
        ngettext("%(num)s opened, and nobody has acted.", "%(num)s opened, and nobody has acted.", one.unacted),
    ]
    counted = [words for words, count in zip(parts, (one.unopened, one.unacted), strict=True) if count]
    return " ".join([*counted, *([_("The target has passed.")] if one.past else [])])


def _for_others(waiting: Sequence[Waiting]) -> Iterator[Notice]:
    """Neither how many nor how pressing: only that a colleague is needed."""
    if any(one.past for one in waiting):
        yield Notice(_("Something waits for staff longer than it should. Tell a colleague who works on screenings."))


def _about_messages() -> Iterator[Notice]:
    if may(current_user.role, "staff.alerts") and is_cut_off(current_user.site_id):
        yield Notice(_("Messages to staff do not get through."), _("See why"), url_for("staff.alerts"))


def _about_this_session() -> Iterator[Notice]:
    """Of an emergency: until when, and that it is looked at."""
    if until := ends_at():
        yield Notice(_("A colleague let you in until %(clock)s. What you do is looked at.", clock=times().clock(until)))


def _about_emergencies() -> Iterator[Notice]:
    """Until somebody has looked at each."""
    if may(current_user.role, "staff.emergencies") and (count := count_unreviewed(current_user.site_id)):
        said = ngettext("%(num)s emergency access to look at.", "%(num)s emergency accesses to look at.", count)
        yield Notice(said, _("Look at it"), url_for("staff.emergencies"))


def _about_the_log() -> Iterator[Notice]:
    """For those who look after the house, until a later walk through the log finds nothing."""
    fault = last_fault() if current_user.role in TOLD else None
    if fault is None:
        return
    way = (_("Read it"), url_for("staff.activity")) if may(current_user.role, "staff.activity") else ("", "")
    yield Notice(_("The activity log is not as it was written: %(what)s.", what=fault_words(fault)), *way)
