"""The server is killed in the middle of things: no answer is lost, nothing is sent twice.

How often at sending is `ROUNDS` in the environment; many who send at once: `test_killed_under_load.py`.
"""

import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.support.fault_report import rounds
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker

ROUNDS = rounds()
KILL_EVERY = 12  # pages
LONGEST_WAIT = 0.06


def integrity(instance: Path) -> str:
    with sqlite3.connect(f"file:{instance / 'braid.sqlite'}?mode=ro", uri=True) as database:
        return str(database.execute("PRAGMA integrity_check").fetchone()[0])


def test_killed_between_pages_the_person_goes_on_where_they_were(own_server: LiveServer) -> None:
    walker = Walker(LiveBrowser(own_server.base_url), ACUTE, not_me)
    page, number = walker.open(), 0
    while page.path != "/received":
        page, number = walker.go_on(), number + 1
        if number % KILL_EVERY == 0:
            own_server.kill9()
            own_server.start()
            assert walker.open(page.path).path == page.path, "the question that was due is still the one that is due"
    assert number > KILL_EVERY
    assert own_server.count("screenings") == 1
    assert own_server.count("screening_versions") == 1


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_at_sending_there_is_one_screening_after_the_second_try(own_server: LiveServer, seed: int) -> None:
    wait = random.Random(seed).uniform(0, LONGEST_WAIT)  # noqa: S311 - when to kill, nothing secret
    walker = Walker(LiveBrowser(own_server.base_url), ACUTE, not_me)
    walker.walk(until="/check")
    sending = threading.Thread(target=_send, args=(walker,))
    sending.start()
    time.sleep(wait)
    own_server.kill9()
    sending.join()
    own_server.start()
    assert integrity(own_server.instance) == "ok"
    assert own_server.count("screenings") == own_server.count("alerts"), "both or neither"
    walker.seen.append(walker.browser.get("/check"))
    if walker.seen[-1].path == "/check":
        walker.go_on()
    assert walker.seen[-1].path == "/received"
    for table in ("screenings", "screening_versions", "consents", "alerts"):
        assert own_server.count(table) == 1, table


def _send(walker: Walker) -> None:
    try:
        walker.go_on()
    except OSError:
        return  # cut off, as meant
