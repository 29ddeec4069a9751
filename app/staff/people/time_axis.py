"""Real time from left to right, as percentages of a width that only the reader's screen knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MARGIN: Final = 7.0  # on either side, so that a mark at the end is drawn whole
WIDE: Final = 100.0
SIGN: Final = 11.0  # what a sign of one or two letters takes on the smallest screen

DATE: Final = 12.0  # what a date takes; the first runs to the right of its place, the last to the left


@dataclass(frozen=True)
class TimeAxis:
    """From the first screening to the last."""

    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        """Where a moment lies; a single one lies in the middle."""
        whole = self.last - self.first
        part = (at - self.first) / whole if whole else 0.5
        return round(MARGIN + part * (WIDE - 2 * MARGIN), 2)


def dated(places: Sequence[float]) -> list[bool]:
    """Which dates are written: the first, the last, and of those between whichever stand clear of the one before."""
    shown: list[bool] = []
    free = 0.0  # where the next one may begin
    for number, place in enumerate(places):
        edge = number in (0, len(places) - 1)
        clear = edge or (free <= place - DATE / 2 and place + DATE / 2 <= places[-1] - DATE)
        free = place + (DATE if number == 0 else DATE / 2) if clear else free
        shown.append(clear)
    return shown


def stagger(places: Sequence[float], room: float = SIGN) -> list[int]:
    """The row of each sign, 0 or 1, so that neighbours do not cover each other; `places` from left to right."""
    rows: list[int] = []
    for number, place in enumerate(places):
        near = number > 0 and place - places[number - 1] < room
        rows.append(1 - rows[-1] if near else 0)
    return rows
