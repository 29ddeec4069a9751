"""What was done about one screening, in the reader's words; the log itself keeps the codes that were recorded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from flask_babel import ngettext

from app.activity import Activity
from app.staff.log.acts import ActivityView, activity_views
from app.staff.words.times import Times

READ: Final = "screening.read"


def case_history(log: Iterable[Activity], names: Mapping[str, str], times: Times) -> list[ActivityView]:
    """The rows in their order; of readings by one person that follow each other the last, with how many they were."""
    return [_folded(list(rows), names, times) for rows in _groups(log)]


def _groups(log: Iterable[Activity]) -> Iterator[list[Activity]]:
    for (action, _who), rows in groupby(log, lambda row: (row.action, row.actor_id)):
        found = list(rows)
        yield from [found] if action == READ else ([row] for row in found)


def _folded(rows: list[Activity], names: Mapping[str, str], times: Times) -> ActivityView:
    (view,) = activity_views(rows[-1:], names, times)
    often = ngettext("%(num)s time", "%(num)s times", len(rows)) if len(rows) > 1 else ""
    return replace(view, detail=often or view.detail)
