"""How soon a human has to act."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property


class Level(StrEnum):
    """Highest first: imminent (minutes), urgent (same day), elevated (next working day), routine (normal queue)."""

    IMMINENT = "imminent"
    URGENT = "urgent"
    ELEVATED = "elevated"
    ROUTINE = "routine"

    @cached_property
    def rank(self) -> int:
        """0 for imminent to 3 for routine, so that sorting ascending puts the most pressing first."""
        return list(Level).index(self)


def highest(levels: Iterable[Level]) -> Level:
    """The most pressing of these levels; routine if there are none."""
    return min(levels, key=lambda level: level.rank, default=Level.ROUTINE)
