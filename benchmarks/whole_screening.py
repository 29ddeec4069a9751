"""A whole screening, one question a page, against a bare questionnaire of as many pages; and on PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks import sides
from benchmarks.client import Browser, Request, do_again
from benchmarks.figures import Figure, Goal, ratio
from benchmarks.people import browser_of, somebody
from benchmarks.turns import in_turn
from tests.support.walker import Walker

TIMES, ROUNDS = 2, 5
OF_BARE: Final = Goal("whole screening: CPU, of the bare journey", at_most=1.5)
ON_POSTGRES: Final = Goal("whole screening: CPU on PostgreSQL (with the database), of SQLite", at_most=1.5)
BARE_ON_POSTGRES: Final = Goal("  the same of the bare journey")
OF_BARE_ON_POSTGRES: Final = Goal("whole screening on PostgreSQL: CPU, of the bare journey there")
NOT_QUESTIONS: Final = 2  # posts that begin and that send


def learned(port: int) -> list[Request]:
    """Every request of one screening, from the first page to the receipt."""
    walker = somebody(port)
    assert walker.walk().path == "/received"
    return browser_of(walker).sent


def measure(folder: Path) -> Iterator[Figure]:
    """CPU of the server and, where there is one, of its database."""
    with ExitStack() as stack:
        postgres = stack.enter_context(sides.durable_postgres())
        found = in_turn(dict(_all(stack, folder, postgres)), ROUNDS)
    times = {f"{name} ms": values for name, values in found.items()}
    yield ratio(OF_BARE, found["braid"], found["bare"], **times)
    yield ratio(ON_POSTGRES, found["braid, PostgreSQL"], found["braid"], **times)
    yield ratio(BARE_ON_POSTGRES, found["bare, PostgreSQL"], found["bare"], **times)
    yield ratio(OF_BARE_ON_POSTGRES, found["braid, PostgreSQL"], found["bare, PostgreSQL"], **times)


def _all(stack: ExitStack, folder: Path, postgres: sides.Postgres) -> Iterator[tuple[str, Callable[[], float]]]:
    """Its own server for each side."""
    for name, database in (("", None), (", PostgreSQL", postgres)):
        braid = stack.enter_context(sides.braid(folder / f"braid{name}", database))
        requests = learned(braid.port)
        questions = str(sum(request.method == "POST" for request in requests) - NOT_QUESTIONS)
        bare = stack.enter_context(sides.peer("journey", folder / f"bare{name}", database, PEER_QUESTIONS=questions))
        yield f"braid{name}", _screenings(braid, requests)
        yield f"bare{name}", _screenings(bare, _bare_requests(bare.port))


def _bare_requests(port: int) -> list[Request]:
    walker = Walker(Browser(port), {}, lambda _, values: values[1] if values else None)
    assert walker.walk(until="/done").path == "/done"
    return browser_of(walker).sent


def _screenings(served: sides.Served, requests: Sequence[Request]) -> Callable[[], float]:
    """Milliseconds of CPU for one."""

    def screen() -> float:
        before = served.cpu()
        for _ in range(TIMES):
            do_again(Browser(served.port), requests)
        return 1000 * (served.cpu() - before) / TIMES

    return screen
