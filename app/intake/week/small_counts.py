"""Numbers about people, so that no number from one to four can be read or worked out."""

from collections.abc import Mapping
from typing import Final

LEAST: Final = 5

Cells = dict[str, int | None]  # None: from one to four, or kept back so that another such number cannot be worked out


def counts(found: Mapping[str, int]) -> Cells:
    """Cells that do not add up to anything: each small one is hidden by itself."""
    return {name: None if 0 < count < LEAST else count for name, count in found.items()}


def from_least(found: Mapping[str, int]) -> Cells:
    """Only cells of five and more: those that are not there are nought or little, and nothing says which."""
    return {name: count for name, count in found.items() if count >= LEAST}


def shares(found: Mapping[str, int]) -> Cells:
    """Cells that add up to a total that may be known: while what is hidden tells too much, the smallest other goes.

    One that is hidden alone is the total less the others; several that sum up to little are little each.
    """
    cells = counts(found)
    while any(shown := {name: count for name, count in cells.items() if count}) and _tells(cells, found):
        cells[min(shown, key=lambda name: shown[name])] = None
    return cells


def _tells(cells: Cells, found: Mapping[str, int]) -> bool:
    hidden = [found[name] for name, count in cells.items() if count is None]
    return bool(hidden) and (len(hidden) == 1 or sum(hidden) < LEAST)


def stairs(found: Mapping[str, int]) -> Cells:
    """Cells of which each is some of those before it: what lies between two that are shown is never little.

    The first and the last come first, because they matter most.
    """
    shown: dict[str, int] = {}
    for name in (*list(found)[:1], *list(found)[-1:], *list(found)[1:-1]):
        if not any(0 < abs(found[name] - other) < LEAST for other in (0, *shown.values())):
            shown[name] = found[name]
    return {name: shown.get(name) for name in found}
