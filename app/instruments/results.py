"""What scoring an instrument can come to."""

from dataclasses import dataclass
from typing import TypeAlias

INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Complete:
    """A score with its band. `missing` is not empty only where the published rule decides in spite of it."""

    score: int | float
    band: str
    prorated: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Incomplete:
    """No score: the items that are missing and, where the instrument defines it, the least the score can become.

    `band` is "incomplete" unless the least score already reaches the highest band. `counted` is the number of "yes" so
    far where the published form reports it (ASQ).
    """

    missing: tuple[str, ...]
    min_score: int | None = None
    band: str = INCOMPLETE
    counted: int | None = None


@dataclass(frozen=True)
class Marks:
    """Item-level remarks of an instrument that is never summed."""

    marks: tuple[str, ...]
    missing: tuple[str, ...] = ()


Score: TypeAlias = Complete | Incomplete | Marks
