"""How much a core scores in a second: single instruments, and whole screenings with flags and profile.

Each answer comes as JSON brings it and is checked against its item, as everywhere in Braid.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from app.instruments import SKIP, Instrument, Item, catalogue, read_answers, score
from app.screening import judge
from benchmarks.figures import Figure, Goal
from benchmarks.turns import in_turn

ROUNDS, PEOPLE, SCREENINGS = 9, 200, 100
INSTRUMENTS: Final = Goal("scoring: instruments, each as often", unit="a second", at_least=300_000)
PHQ9: Final = Goal("scoring: PHQ-9", unit="a second", at_least=300_000)
WHOLE: Final = Goal("scoring: whole screenings with flags and profile", unit="a second", at_least=2_000)
OF_SUM: Final = Goal("scoring: PHQ-9, of sum(dict.values()) alone", at_least=0.08)

Raw = dict[str, Any]


def measure() -> Iterator[Figure]:
    """In this process, by its own CPU time."""
    chance = random.Random(9)
    scored = [one for one in catalogue().instruments.values() if one.scoring.method != "none"]
    mixed = [(one, _answers(one.items, chance)) for one in scored for _ in range(PEOPLE)]
    phq9 = [(one, answers) for one, answers in mixed if one.id == "phq9"]
    whole = [_answers(tuple(catalogue().items.values()), chance) for _ in range(SCREENINGS)]
    points = [{name: int(value) for name, value in answers.items()} for _, answers in phq9]
    found = in_turn(
        {
            "instruments": _a_second(lambda: _score(mixed), len(mixed)),
            "phq9": _a_second(lambda: _score(phq9), len(phq9)),
            "sum": _a_second(lambda: [sum(answers.values()) for answers in points], len(points)),
            "whole": _a_second(lambda: [judge(read_answers(catalogue(), raw)) for raw in whole], len(whole)),
        },
        ROUNDS,
    )
    yield Figure(INSTRUMENTS, found["instruments"])
    yield Figure(PHQ9, found["phq9"])
    yield Figure(
        OF_SUM,
        [one / other for one, other in zip(found["phq9"], found["sum"], strict=True)],
        {"sum a second": statistics.median(found["sum"])},
    )
    yield Figure(WHOLE, found["whole"])


def _score(mixed: Sequence[tuple[Instrument, Raw]]) -> None:
    bank = catalogue()
    for instrument, raw in mixed:
        score(instrument, read_answers(bank, raw))


def _a_second(work: Callable[[], object], count: int) -> Callable[[], float]:
    def run() -> float:
        began = time.process_time()
        work()
        return count / (time.process_time() - began)

    return run


def _answers(items: Sequence[Item], chance: random.Random) -> Raw:
    """Of somebody to whom each question was put, and who answers it: the most that there is to do."""
    return {item.link_id: _answer(item, chance) for item in items}


def _answer(item: Item, chance: random.Random) -> Any:  # noqa: ANN401 - as JSON brings it
    match item.type:
        case "choice":
            return chance.choice(item.values)
        case "multiple":
            return [chance.choice(item.values)]
        case "integer":
            return chance.randint(item.minimum or 0, item.maximum or 100)
        case "text":
            return SKIP
