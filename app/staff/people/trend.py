"""A person's screenings over time: lanes on one axis of real time, the items of PHQ-9, and all of it as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.people.history import Past
from app.screening import Level
from app.staff.people.heat_map import Row, heat_map
from app.staff.people.lane import Column, Lane, lane
from app.staff.people.measures import Measure, Measured, measures
from app.staff.people.time_axis import TimeAxis, dated, stagger
from app.staff.people.use_marks import UseMarks, use_marks
from app.staff.words.modes import mode_marks
from app.staff.words.times import Times

CLOSED: Final = N_("cannot be opened")
LEAST_CHANGE: Final = 5  # of PHQ-9; the smallest change that counts for the one who is treated (Löwe 2004)
LEAST_TREND: Final = 2
FELL: Final = N_("From screening %(one)s to %(two)s PHQ-9 changed by 5 or more: down from %(before)s to %(after)s.")
ROSE: Final = N_("From screening %(one)s to %(two)s PHQ-9 changed by 5 or more: up from %(before)s to %(after)s.")


@dataclass(frozen=True)
class ScreeningView:
    """One screening: its number from the oldest on, and where it lies on the axis."""

    number: int
    id: str
    reference: str
    level: Level
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
    """The whole picture; no lanes where fewer than two screenings can be read."""

    screenings: tuple[ScreeningView, ...]
    lanes: tuple[Lane, ...]
    heat: tuple[Row, ...]
    changes: tuple[str, ...]
    other_rules: tuple[str, ...]

    @property
    def unreadable(self) -> int:
        """How many could not be opened."""
        return sum(not one.readable for one in self.screenings)


def trend(pasts: Sequence[Past], times: Times) -> Trend:
    """Draw screenings, the oldest first."""
    axis = TimeAxis(pasts[0].at, pasts[-1].at)
    outcomes = [past.outcome for past in pasts if past.outcome]
    followed = measures(outcomes) if len(outcomes) >= LEAST_TREND else []
    lanes = tuple(lane(one, _columns(one, pasts, axis)) for one in followed)
    heat = heat_map([past.outcome for past in pasts], _(CLOSED)) if followed else ()
    return Trend(_screenings(pasts, axis, times), lanes, heat, tuple(_changes(lanes)), tuple(_other_rules(pasts)))


def _screenings(pasts: Sequence[Past], axis: TimeAxis, times: Times) -> tuple[ScreeningView, ...]:
    places, modes = [axis.x(past.at) for past in pasts], mode_marks()
    rows, written = stagger(places), dated(places)
    return tuple(
        ScreeningView(
            number=number + 1,
            id=past.id,
            reference=past.reference,
            level=past.level,
            day=times.day(past.at),
            dated=written[number],
            mode=past.answers.mode if past.answers else "",
            mode_word=modes[past.answers.mode].word if past.answers else _(CLOSED),
            readable=past.outcome is not None,
            x=places[number],
            row=rows[number],
            marks=use_marks(past.outcome, _(CLOSED)),
        )
        for number, past in enumerate(pasts)
    )


def _columns(measure: Measure, pasts: Sequence[Past], axis: TimeAxis) -> list[Column]:
    return [_column(number, measure, past, axis) for number, past in enumerate(pasts, start=1)]


def _column(number: int, measure: Measure, past: Past, axis: TimeAxis) -> Column:
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


def _other_rules(pasts: Sequence[Past]) -> Iterator[str]:
    """Between which screenings wording or rules changed."""
    read = [(number, past.answers) for number, past in enumerate(pasts, start=1) if past.answers]
    for (one, before), (two, after) in pairwise(read):
        if before.definitions != after.definitions:
            versions = {"one": one, "two": two, "before": before.definitions[:8], "after": after.definitions[:8]}
            yield _("between screening %(one)s (%(before)s) and %(two)s (%(after)s)", **versions)
