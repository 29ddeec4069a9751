"""What was done about one screening, in the reader's words; the log itself keeps the codes that were recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.activity import Activity
from app.extensions import N_
from app.intake.casework import ATTEMPT_OUTCOMES
from app.intake.close import OUTCOMES
from app.screening import Level
from app.staff.pages.history import ActivityView, activity_views
from app.staff.pages.levels import LEVELS
from app.staff.pages.looks import KINDS
from app.staff.pages.modes import MODES
from app.staff.pages.times import Times

READ: Final = "screening.read"
NAMES: Final = {
    "after": N_("after"),
    "agreed": N_("agreed"),
    "before": N_("before"),
    "level": N_("level"),
    "mode": N_("answered"),
    "of": N_("about"),
    "outcome": N_("outcome"),
    "review_later": N_("later review"),
    "screenings": N_("screenings"),
    "version": N_("version"),
    "weeks": N_("weeks"),
}
VALUES: Final[Mapping[str, str]] = {
    **ATTEMPT_OUTCOMES,
    **OUTCOMES,
    **KINDS,
    **{mode: mark.word for mode, mark in MODES.items()},
    **{str(level): LEVELS[level].word for level in Level},
    "True": N_("yes"),
    "False": N_("no"),
}


def case_history(log: Iterable[Activity], names: Mapping[str, str], times: Times) -> list[ActivityView]:
    """The rows in their order; of readings by one person that follow each other the last, with how many they were."""
    return [_folded(list(rows), names, times) for rows in _groups(log)]


def _groups(log: Iterable[Activity]) -> Iterator[list[Activity]]:
    for (action, _who), rows in groupby(log, lambda row: (row.action, row.actor_id)):
        found = list(rows)
        yield from [found] if action == READ else ([row] for row in found)


def _folded(rows: list[Activity], names: Mapping[str, str], times: Times) -> ActivityView:
    last = rows[-1]
    (view,) = activity_views([last], names, times)
    often = ngettext("%(num)s time", "%(num)s times", len(rows)) if len(rows) > 1 else ""
    return replace(view, detail=often or Markup(", ").join(_pairs(last, names)))


def _pairs(row: Activity, names: Mapping[str, str]) -> Iterator[Markup]:
    for name, value in sorted(row.detail.items()):
        word, text = NAMES.get(name), VALUES.get(str(value))
        yield Markup("{} {}").format(_(word) if word else name, _(text) if text else _said(str(value), names))


def _said(value: str, names: Mapping[str, str]) -> str:
    """A person by name, marked as no word of ours; anything else as it stands."""
    return Markup("<bdi>{}</bdi>").format(names[value]) if value in names else value
