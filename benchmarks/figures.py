"""What was measured beside what it should be, as one table and as JSON."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

NONE: Final = "-"


@dataclass(frozen=True)
class Goal:
    """What a figure has to reach: at least `limit`, or at most. Without a limit it is shown for comparison only."""

    what: str
    unit: str = "times"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def words(self) -> str:
        """As the table says it."""
        if self.at_least is not None:
            return f"at least {_number(self.at_least)}"
        return f"at most {_number(self.at_most)}" if self.at_most is not None else NONE

    def is_met_by(self, value: float) -> bool | None:
        """Whether this is enough; None where nothing is asked for."""
        if self.at_least is not None:
            return value >= self.at_least
        return value <= self.at_most if self.at_most is not None else None


@dataclass(frozen=True)
class Figure:
    """A goal and what each round of one run gave; `sides`: what was set against each other, as it was measured."""

    goal: Goal
    rounds: Sequence[float]
    sides: Mapping[str, float] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds)

    @property
    def spread(self) -> tuple[float, float]:
        """The middle half of the rounds."""
        if len(self.rounds) == 1:
            return self.rounds[0], self.rounds[0]
        low, _, high = statistics.quantiles(self.rounds, n=4, method="inclusive")
        return low, high

    @property
    def is_met(self) -> bool | None:
        """Whether the median reaches the goal."""
        return self.goal.is_met_by(self.value)

    def to_json(self) -> dict[str, Any]:
        """All of it."""
        return {
            "what": self.goal.what,
            "unit": self.goal.unit,
            "goal": self.goal.words,
            "median": self.value,
            "spread": self.spread,
            "rounds": list(self.rounds),
            "met": self.is_met,
            "sides": dict(self.sides),
        }


def ratio(goal: Goal, over: Sequence[float], under: Sequence[float], **sides: Sequence[float]) -> Figure:
    """One side against another, round by round; `sides` is shown as it was measured."""
    return Figure(
        goal,
        [above / below for above, below in zip(over, under, strict=True)],
        {name: statistics.median(values) for name, values in sides.items()},
    )


def show(figures: Iterable[Figure]) -> None:
    """Print one table."""
    print(f"\n{'What':62}{'goal':>16}{'measured':>11}{'spread':>19}{'unit':>9}  met")
    for figure in figures:
        low, high = figure.spread
        spread = f"{_number(low)} - {_number(high)}"
        met = {True: "yes", False: "NO", None: NONE}[figure.is_met]
        goal = figure.goal
        print(f"{goal.what:62}{goal.words:>16}{_number(figure.value):>11}{spread:>19}{goal.unit:>9}  {met}")


def _number(value: float | None) -> str:
    if value is None:
        return NONE
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}".rstrip("0").rstrip(".")
