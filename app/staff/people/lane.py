"""One measure over time: a fixed axis with its bands, points where there is a value, and a gap where there is none.

Heights are pixels from the top, places percentages of the width. The table beside the picture reads the same columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Final

from app.staff.people.measures import Interval, Measure, Measured

TALL: Final = {"phq9": 220}
LOW: Final = 116
NAME_WIDTH: Final = {True: 24, False: 18}  # letters beside the axis: with no number after them, and with one
EDGE: Final = 8.0  # above and below, so that a mark at the end of the axis is drawn whole
NEAR: Final = 8.0  # two values nearer than this stand one above and one below their marks
ABOVE: Final = -12
BELOW: Final = 21
RING: Final = 4  # what the ring of item 9 takes besides


@dataclass(frozen=True)
class Column:
    """What one screening says. `mode`: how it was answered; `ringed`: item 9 was above 0."""

    number: int
    x: float
    measured: Measured
    mode: str
    ringed: bool = False


@dataclass(frozen=True)
class Point:
    """One value."""

    number: int
    x: float
    y: float
    value: str
    label_y: float
    mode: str
    ringed: bool
    prorated: bool


@dataclass(frozen=True)
class Segment:
    """A line between the values of two screenings that follow each other."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Ground:
    """One band as quiet ground: its name beside it, in lines that fit, and the score at which it begins."""

    y: float
    height: float
    middle: float
    name: tuple[str, ...]
    first: str
    first_y: float


@dataclass(frozen=True)
class Lane:
    """One measure. `absent`: where a screening has no value."""

    measure: Measure
    height: int
    grounds: tuple[Ground, ...]
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]
    absent: tuple[Column, ...]
    columns: tuple[Column, ...]
    top: float


def lane(measure: Measure, columns: Sequence[Column]) -> Lane:
    """Draw a measure; `columns`: every screening, the oldest first."""
    height = TALL.get(measure.key, LOW)
    axis = _Axis(measure.highest, height)
    return Lane(
        measure=measure,
        height=height,
        grounds=tuple(_grounds(measure, axis)),
        points=tuple(_points(columns, axis)),
        segments=tuple(_segments(columns, axis)),
        absent=tuple(column for column in columns if column.measured.value is None),
        columns=tuple(columns),
        top=axis.y(measure.highest),
    )


@dataclass(frozen=True)
class _Axis:
    """From 0 at the bottom to the highest value; every value is a row of its own, so bands meet halfway."""

    highest: float
    height: int

    def y(self, value: float) -> float:
        part = (self.highest + 0.5 - value) / (self.highest + 1)
        return round(EDGE + part * (self.height - 2 * EDGE), 1)


def _grounds(measure: Measure, axis: _Axis) -> list[Ground]:
    width = NAME_WIDTH[measure.own_words]
    return [_ground(one, tuple(wrap(one.name.partition(" (")[0], width)), axis) for one in measure.intervals]


def _ground(interval: Interval, name: tuple[str, ...], axis: _Axis) -> Ground:
    top, bottom = axis.y(interval.high + 0.5), axis.y(interval.low - 0.5)
    middle = round((top + bottom) / 2, 1)
    return Ground(top, round(bottom - top, 1), middle, name, f"{interval.low:g}", axis.y(interval.low))


def _points(columns: Sequence[Column], axis: _Axis) -> list[Point]:
    points: list[Point] = []
    for column in columns:
        value = column.measured.value
        if value is not None:
            points.append(_point(column, value, axis, points[-1] if points else None))
    return points


def _point(column: Column, value: float, axis: _Axis, before: Point | None) -> Point:
    y = axis.y(value)
    under = before is not None and column.x - before.x < NEAR and before.label_y < before.y
    away = BELOW if under else ABOVE
    away += (RING if under else -RING) if column.ringed else 0
    return Point(
        number=column.number,
        x=column.x,
        y=y,
        value=f"{value:g}",
        label_y=y + away,
        mode=column.mode,
        ringed=column.ringed,
        prorated=column.measured.prorated,
    )


def _segments(columns: Sequence[Column], axis: _Axis) -> list[Segment]:
    """None across a screening without a value: what lies between is not known."""
    values = [(column.x, column.measured.value) for column in columns]
    return [
        Segment(x1, axis.y(one), x2, axis.y(other))
        for (x1, one), (x2, other) in pairwise(values)
        if one is not None and other is not None
    ]
