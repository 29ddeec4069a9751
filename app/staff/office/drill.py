"""Reports of drills in words: who did what, how soon, and whether that met the target."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import format_date
from flask_babel import gettext as _

from app.extensions import N_
from app.intake.arriving.drill import Drill, DrillStep
from app.staff.words.times import Times

WORDS: Final = {
    "raised": N_("Came in"),
    "seen": N_("First opened"),
    "claimed": N_("Claimed"),
    "tried": N_("First try to reach the person"),
    "closed": N_("Closed"),
}
VERDICTS: Final = {
    None: N_("Nobody has tried yet; the target has not passed."),
    True: N_("Somebody tried within the target."),
    False: N_("Nobody tried within the target."),
}


@dataclass(frozen=True)
class StepView:
    """One step: what, when, how long after the screening came in, by whom. Empty as long as nobody has."""

    what: str
    when: str
    after: str
    who: str


@dataclass(frozen=True)
class DrillView:
    """One report. `met` is open until somebody tried or the target passed."""

    reference: str
    heading: str
    due: str
    met: bool | None
    verdict: str
    steps: list[StepView]


def drill_views(drills: Iterable[Drill], times: Times) -> list[DrillView]:
    """The reports, in their order."""
    return [_view(drill, times) for drill in drills]


def _view(drill: Drill, times: Times) -> DrillView:
    met = drill.in_time(times.now)
    steps = (drill.raised, *drill.steps)
    return DrillView(
        reference=drill.reference,
        heading=_dated(drill.raised.at, times) if drill.raised.at else "",
        due=times.exact(drill.due_at),
        met=met,
        verdict=_(VERDICTS[met]),
        steps=[_step(step, drill.raised, times) for step in steps],
    )


def _dated(at: datetime, times: Times) -> str:
    """With the year: a report is read again long after."""
    return f"{format_date(at.astimezone(times.zone).date(), 'd MMM y')}, {times.clock(at)}"


def _step(step: DrillStep, raised: DrillStep, times: Times) -> StepView:
    what = _(WORDS[step.name])
    if step.at is None or raised.at is None:
        return StepView(what, "", "", "")
    after = "" if step is raised else times.length(step.at - raised.at)
    return StepView(what, times.exact(step.at), after, step.by or "")
