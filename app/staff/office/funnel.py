"""How far people came, drawn: a funnel whose width is how many, with the stages that are not shown passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _

from app.intake.week.figures import BEGAN, SENT
from app.intake.week.small_counts import Cells
from app.screening import plan
from app.staff.words.times import Times

WIDTH: Final = 360  # of the drawing, in its own units
ROW: Final = 40
BAR: Final = 16  # the height of a bar
WORDS: Final = 18  # above it, for what it is


@dataclass(frozen=True)
class Stage:
    """How many came as far as here, how many of them went no further, how long it took; None where it is not shown."""

    label: str
    count: int | None
    lost: int | None
    took: str | None
    top: int
    left: float
    width: float


@dataclass(frozen=True)
class Funnel:
    """The stages, and the outline behind those that are shown, as points."""

    stages: tuple[Stage, ...]
    outline: str
    height: int


def funnel(way: Cells, minutes: Mapping[str, float | None], times: Times) -> Funnel:
    """Draw it. `way`: stage by stage, from beginning to sending. `minutes`: of each part."""
    words = {BEGAN: _("Began"), **{part: _(word) for part, word in plan().file.parts.items()}, SENT: _("Sent")}
    most = max((count for count in way.values() if count), default=1)
    following = [*list(way.values())[1:], None]
    stages = tuple(
        replace(_stage(words[name], count, after, place, most), took=_took(minutes.get(name), times))
        for place, ((name, count), after) in enumerate(zip(way.items(), following, strict=True))
    )
    return Funnel(stages, " ".join(_outline(stages)), ROW * len(stages))


def _stage(label: str, count: int | None, after: int | None, place: int, most: int) -> Stage:
    lost = count - after if count is not None and after is not None and after <= count else None
    width = round(WIDTH * (count or 0) / most, 1)
    return Stage(label, count, lost, None, place * ROW + WORDS, (WIDTH - width) / 2, width)


def _took(minutes: float | None, times: Times) -> str | None:
    return None if minutes is None else times.length(timedelta(minutes=minutes))


def _outline(stages: tuple[Stage, ...]) -> Iterator[str]:
    """Down on the right of the bars that are shown, and up on their left."""
    shown = [stage for stage in stages if stage.count]
    edges = [(stage, y) for stage in shown for y in (stage.top, stage.top + BAR)]
    yield from (f"{stage.left + stage.width:.1f},{y}" for stage, y in edges)
    yield from (f"{stage.left:.1f},{y}" for stage, y in reversed(edges))
