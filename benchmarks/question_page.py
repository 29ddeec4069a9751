"""What a question costs to draw: against the same bytes from Flask and Jinja alone, and against usual Flask-WTF."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks import sides
from benchmarks.client import Browser, Request
from benchmarks.figures import Figure, Goal, ratio
from benchmarks.peers.page_of import write_templates
from benchmarks.people import QUESTION, at_the_question, browser_of
from benchmarks.turns import in_turn

PAGES, ROUNDS = 100, 7
OF_BARE: Final = Goal("question page: pages a core serves, of a bare page of these bytes", at_least=0.80)
OF_USUAL: Final = Goal("question page: pages a core serves, of usual Flask-WTF", at_least=5)


def measure(folder: Path) -> Iterator[Figure]:
    """Requests per second of CPU, which is what the load of a machine leaves as it is."""
    with sides.braid(folder / "braid") as braid:
        walker = at_the_question(braid.port)
        with _peer(folder, walker.seen[-1].html) as peer:
            _compare(walker.seen[-1].html, peer)
            found = in_turn(
                {
                    "braid": _gets(braid, browser_of(walker), QUESTION),
                    "bare": _gets(peer, Browser(peer.port), "/bare"),
                    "usual": _gets(peer, Browser(peer.port), "/usual"),
                },
                ROUNDS,
            )
    milliseconds = {f"{name} ms": values for name, values in found.items()}
    yield ratio(OF_BARE, found["bare"], found["braid"], **milliseconds)
    yield ratio(OF_USUAL, found["usual"], found["braid"], **milliseconds)


@contextmanager
def _peer(folder: Path, html: str) -> Iterator[sides.Served]:
    templates = folder / "templates"
    templates.mkdir()
    write_templates(html, templates)
    with sides.peer("page", folder / "peer", PEER_PAGE=str(templates)) as served:
        yield served


def _compare(html: str, peer: sides.Served) -> None:
    bare = Browser(peer.port).send(Request("GET", "/bare")).text
    assert bare == html, "the bare page is another one"


def _gets(served: sides.Served, browser: Browser, path: str) -> Callable[[], float]:
    """Milliseconds of CPU for one page."""

    def get() -> float:
        browser.hang_up()
        before = served.cpu()
        for _ in range(PAGES):
            assert browser.send(Request("GET", path)).status == 200
        return 1000 * (served.cpu() - before) / PAGES

    return get
