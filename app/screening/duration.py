"""How long the screening takes, from the built plan itself: the shortest and the longest way through it."""

from functools import cache
from math import ceil

from app.instruments import Answer, Item
from app.screening.path import Circumstances, length
from app.screening.plan import plan


@cache
def minutes(modules: frozenset[str]) -> tuple[int, int]:
    """From, to: whole minutes with these modules, rounded up, at the `seconds_per_item` of plan.toml.

    An estimate of this project; nothing is measured or published yet.
    """
    circumstances = Circumstances(modules, offer="go_on")
    pace = plan().file.pace.seconds_per_item
    short, long = (ceil(length(circumstances, choose) * pace / 60) for choose in (_least, _most))
    return short, long


def _least(item: Item) -> Answer:
    match item.type:
        case "integer":
            return item.maximum or 0  # an adult
        case "multiple":
            return ("none",) if _has(item, "none") else (str(item.options[-1].value),)
        case "text":
            return "-"
    return "no" if _has(item, "no") else min((option.value for option in item.options), key=str)


def _most(item: Item) -> Answer:
    if item.type == "choice":
        return "yes" if _has(item, "yes") else max((option.value for option in item.options), key=str)
    return (str(item.options[0].value),) if item.type == "multiple" else _least(item)


def _has(item: Item, value: str) -> bool:
    return any(option.value == value for option in item.options)
