"""A person's screenings over time: lanes on one axis of real time, the items of PHQ-9, and all of it as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.people.history import Past
from app.intake.people.paper_totals import Sheet
from app.screening import Level
from app.staff.people.heat_map import Row, heat_map
from app.staff.people.lane import Column, Lane, lane
from app.staff.people.measures import Measure, Measured, measures
from app.staff.people.time_axis import TimeAxis, dated, stagger
from app.staff.people.use_marks import UseMarks, no_marks, use_marks
from app.staff.words.modes import BROUGHT, BROUGHT_MARK, mode_marks
from app.staff.words.times import Times

CLOSED: Final = N_("cannot be opened")
LEAST_CHANGE: Final = 5  # of PHQ-9; the smallest change that counts for the one who is treated (Löwe 2004)
LEAST_TREND: Final = 2
FELL: Final = N_("From screening %(one)s to %(two)s PHQ-9 changed by 5 or more: down from %(before)s to %(after)s.")
ROSE: Final = N_("From screening %(one)s to %(two)s PHQ-9 changed by 5 or more: up from %(before)s to %(after)s.")


Moment = Past | Sheet


@dataclass(frozen=True)
class ScreeningView:
    """One screening, or a sheet of earlier times, which has neither reference nor level: its number from the oldest on,
    and where it lies on the axis.
    """

    number: int
    id: str
    reference: str
    level: Level | None
    day: str
    dated: bool
    mode: str
    mode_word: str
    readable: bool
    x: float
    row: int
    marks: UseMarks


@dataclass(frozen=True)
class Trend:
    """The picture; no lanes where fewer than two moments can be read. `moments`: screenings, and earlier sheets."""

    moments: tuple[ScreeningView, ...]
    lanes: tuple[Lane, ...]
    heat: tuple[Row, ...]
    changes: tuple[str, ...]
    other_rules: tuple[str, ...]

    @property
    def screenings(self) -> tuple[ScreeningView, ...]:
        """Without what is only on paper."""
        return tuple(one for one in self.moments if one.level)

    @property
    def unreadable(self) -> int:
        """How many could not be opened."""
        return sum(not one.readable for one in self.screenings)


def trend(pasts: Sequence[Past], sheets: Sequence[Sheet], times: Times) -> Trend:
    """Draw screenings, and the totals of earlier times between them."""
    both: list[Moment] = [*pasts, *sheets]
    moments = sorted(both, key=lambda moment: moment.at)
    axis = TimeAxis(moments[0].at, moments[-1].at)
    outcomes = [past.outcome for past in pasts if past.outcome]
    enough = outcomes and len(outcomes) + len(sheets) >= LEAST_TREND
    followed = measures(outcomes, [sheet.totals for sheet in sheets]) if enough else []
    lanes = tuple(lane(one, _columns(one, moments, axis)) for one in followed)
    heat = heat_map([past.outcome for past in pasts], _(CLOSED)) if followed else ()
    return Trend(_views(moments, axis, times), lanes, heat, tuple(_changes(lanes)), tuple(_other_rules(moments)))


def _views(moments: Sequence[Moment], axis: TimeAxis, times: Times) -> tuple[ScreeningView, ...]:
    places = [axis.x(moment.at) for moment in moments]
    rows, written = stagger(places), dated(places)
    return tuple(
        ScreeningView(
            number=number + 1,
            day=times.day(moment.at),
            dated=written[number],
            x=places[number],
            row=rows[number],
            **(_of_sheet() if isinstance(moment, Sheet) else _of_past(moment)),
        )
        for number, moment in enumerate(moments)
    )


def _of_past(past: Past) -> dict[str, Any]:
    return {
        "id": past.id,
        "reference": past.reference,
        "level": past.level,
        "mode": past.answers.mode if past.answers else "",
        "mode_word": mode_marks()[past.answers.mode].word if past.answers else _(CLOSED),
        "readable": past.outcome is not None,
        "marks": use_marks(past.outcome, _(CLOSED)),
    }


def _of_sheet() -> dict[str, Any]:
    known = {"mode": BROUGHT, "mode_word": _(BROUGHT_MARK.word), "readable": True, "marks": no_marks()}
    return {"id": "", "reference": "", "level": None, **known}


def _columns(measure: Measure, moments: Sequence[Moment], axis: TimeAxis) -> list[Column]:
    return [_column(number, measure, moment, axis) for number, moment in enumerate(moments, start=1)]


def _column(number: int, measure: Measure, past: Moment, axis: TimeAxis) -> Column:
    if isinstance(past, Sheet):
        return Column(number, axis.x(past.at), measure.read_totals(past.totals), BROUGHT)
    if past.outcome is None or past.answers is None:
        return Column(number, axis.x(past.at), Measured(None, _(CLOSED)), mode="")
    item9 = past.outcome.answers.get("phq9_9")
    ringed = measure.key == "phq9" and isinstance(item9, int) and item9 > 0
    return Column(number, axis.x(past.at), measure.read(past.outcome), past.answers.mode, ringed)


def _changes(lanes: Sequence[Lane]) -> Iterator[str]:
    """What is said of PHQ-9 between one score and the next, whatever lies between them without one."""
    points = next((one.points for one in lanes if one.measure.key == "phq9"), ())
    for before, after in pairwise(points):
        change = float(after.value) - float(before.value)
        if abs(change) >= LEAST_CHANGE:
            said = {"one": before.number, "two": after.number, "before": before.value, "after": after.value}
            yield _(FELL if change < 0 else ROSE, **said)


def _other_rules(moments: Sequence[Moment]) -> Iterator[str]:
    """Between which screenings wording or rules changed."""
    numbered = enumerate(moments, start=1)
    read = [(number, one.answers) for number, one in numbered if isinstance(one, Past) and one.answers]
    for (one, before), (two, after) in pairwise(read):
        if before.definitions != after.definitions:
            versions = {"one": one, "two": two, "before": before.definitions[:8], "after": after.definitions[:8]}
            yield _("between screening %(one)s (%(before)s) and %(two)s (%(after)s)", **versions)
