"""Sides in turn: each once a round, there and back, so that whatever else this machine does falls on all alike."""

from collections.abc import Callable, Mapping

Side = Callable[[], float]


def in_turn(sides: Mapping[str, Side], rounds: int) -> dict[str, list[float]]:
    """What each side gave in each round. One round before the first warms up, and is not counted."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name in list(sides)[:: 1 if number % 2 else -1]:
            found[name].append(sides[name]())
    return {name: values[1:] for name, values in found.items()}
