"""What stands in red on every staff page: who presses and waits, and whether messages about it get through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.alerts.waiting import Waiting, is_cut_off, pressing_at
from app.screening import Level
from app.staff.access import may
from app.staff.here import own_site
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
    waiting = pressing_at(own_site())
    if not may(current_user.role, "staff.shift"):
        return AlarmView((*_for_others(waiting), *_about_messages()), None)
    return AlarmView((*_for_readers(waiting), *_about_messages()), newest_of(waiting))


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
