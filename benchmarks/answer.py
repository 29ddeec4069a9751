"""What an answer costs to keep, and how long the slowest of sixteen people at once wait for it."""

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

from benchmarks import sides
from benchmarks.client import Browser, Request
from benchmarks.crowd import Person, crowd
from benchmarks.figures import Figure, Goal, ratio
from benchmarks.people import ITEM, QUESTION, at_the_question, browser_of
from benchmarks.turns import in_turn

POSTS, ROUNDS = 60, 7
AT_ONCE, EACH = 16, 25
CPU: Final = Goal("answer POST: CPU, of a bare POST with one ORM row", at_most=1.3)
TAIL: Final = Goal("answer POST: p99 of p50, 16 connections", at_most=5)
TAIL_OF_ROW: Final = Goal("  the same of the bare POST")


def measure(folder: Path) -> Iterator[Figure]:
    """Braid checks, seals, judges risk and commits; the other checks and commits. Both are durable."""
    with sides.braid(folder / "braid") as braid, sides.peer("row", folder / "peer") as peer:
        cpu = in_turn({"braid": _posts(braid, _answerer(braid)), "row": _posts(peer, _adder(peer))}, ROUNDS)
        yield ratio(CPU, cpu["braid"], cpu["row"], **{f"{name} ms": values for name, values in cpu.items()})
        many = {
            "braid": [_answerer(braid) for _ in range(AT_ONCE)],
            "row": [_adder(peer) for _ in range(AT_ONCE)],
        }
        tails = in_turn({name: _tail(people) for name, people in many.items()}, ROUNDS)
    yield Figure(TAIL, tails["braid"])
    yield Figure(TAIL_OF_ROW, tails["row"])


def _answerer(braid: sides.Served) -> Person:
    """Somebody who changes their answer each time."""
    walker = at_the_question(braid.port)
    forms = (Request("POST", QUESTION, _form(ITEM, value)) for value in cycle("12"))
    return Person(browser_of(walker), forms)


def _adder(peer: sides.Served) -> Person:
    browser = Browser(peer.port)
    browser.get("/question")
    return Person(browser, (Request("POST", "/question", _form("answer", value)) for value in cycle("12")))


def _form(name: str, value: str) -> tuple[tuple[str, str], ...]:
    return ("csrf_token", ""), (name, value), ("continue", "yes")


def _posts(served: sides.Served, person: Person) -> Callable[[], float]:
    """Milliseconds of CPU for one answer."""

    def post() -> float:
        person.browser.hang_up()
        before = served.cpu()
        for _ in range(POSTS):
            assert person.browser.send(next(person.requests)).status == 303
        return 1000 * (served.cpu() - before) / POSTS

    return post


def _tail(people: list[Person]) -> Callable[[], float]:
    """p99 over p50 of what they wait."""

    def all_at_once() -> float:
        waits = sorted(crowd(people, EACH, expect=303))
        return waits[len(waits) * 99 // 100] / waits[len(waits) // 2]

    return all_at_once
