"""Two machines that serve, behind nginx as deploy/ has it: whatever is lost or restarted, nobody who sent is lost.

They are network namespaces of one machine, each with both sides of Braid and an instance folder of its own: one kernel,
one disk, one clock. PostgreSQL and Redis are on a third, which they reach without TLS or passwords; PostgreSQL does not
wait for the disk, so its crash is not a power cut. Nginx is on this machine, as is everybody who sends. The servers
themselves tell staff, not a process of its own.
"""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Final

import pytest

from tests.support.client_browser import NUMBERS
from tests.support.fault_report import Report
from tests.support.load.crowd import all_sending
from tests.support.two_hosts import TwoHosts, two_hosts
from tests.support.wait import wait_until
from tests.support.walker import Page, Walker

AT_ONCE: Final = 6
OK: Final = 200
TWICE_ITS_THREADS: Final = 16
NEED_NO_DATABASE: Final = ("/", "/help", "/leave")
MOST_TRIES, PAUSE = 100, 0.2  # and seconds between them


def redis_is_gone(hosts: TwoHosts) -> None:
    hosts.redis.stop()


def postgresql_is_restarted(hosts: TwoHosts) -> None:
    hosts.postgres.restart()


def postgresql_crashes(hosts: TwoHosts) -> None:
    hosts.postgres.restart(signal.SIGQUIT)


def what_the_database_does_for_them_is_ended(hosts: TwoHosts) -> None:
    assert hosts.postgres.end_backends("braid_patient")


def the_database_falls_silent_to_one(hosts: TwoHosts) -> None:
    """Nothing is refused, nothing comes: what needs no database is there all the same, for as many as come at once."""
    one = hosts.web["web1"]["patient"]
    with hosts.machines["data"].silent_to(hosts.machines["web1"]):
        wait_until(lambda: one.ask("/healthz")[0] != OK)
        paths = NEED_NO_DATABASE * TWICE_ITS_THREADS
        with ThreadPoolExecutor(TWICE_ITS_THREADS) as at_once:
            for path, (status, page) in zip(paths, at_once.map(one.ask, paths), strict=True):
                assert status == OK, path
                assert all(number in page for number in NUMBERS), path
    one.wait()


def a_machine_that_serves_is_lost(hosts: TwoHosts) -> None:
    hosts.lose("web1")


FAULTS: Final[tuple[tuple[str, Callable[[TwoHosts], None]], ...]] = (
    ("Redis is gone", redis_is_gone),
    ("connections are ended", what_the_database_does_for_them_is_ended),
    ("PostgreSQL is restarted", postgresql_is_restarted),
    ("PostgreSQL crashes", postgresql_crashes),
    ("PostgreSQL is silent to one machine", the_database_falls_silent_to_one),
    ("a machine is lost", a_machine_that_serves_is_lost),
)


def goes_on(walker: Walker, page: Page) -> Page:
    """Press the button of this page, again and again, until the next one comes."""
    for _ in range(MOST_TRIES):
        with suppress(OSError, HTTPException):
            if walker.open(page.path).status == OK and walker.go_on().status == OK:
                return walker.seen[-1]
        time.sleep(PAUSE)
    raise AssertionError(f"nothing came after {page.path}")


@pytest.mark.usefixtures("each_round")
def test_nobody_is_lost_while_a_machine_redis_and_postgresql_go_away(tmp_path: Path, report: Report) -> None:
    with two_hosts(tmp_path) as hosts:
        halfway = hosts.somebody().walker
        page = goes_on(halfway, halfway.open())
        for name, happens in FAULTS:
            with all_sending(hosts.ready(AT_ONCE)), hosts.book.fault(name):
                happens(hosts)
            after = goes_on(halfway, page)
            assert after.path != page.path, f"{name}: they begin where they were"
            page = after
        with all_sending(hosts.ready(AT_ONCE)):  # nothing is the matter any more, but that one machine is gone
            assert {one.path for one in halfway.seen} > {"/", "/consent", "/s/1"}
        report("FI-13", "two machines, one is lost; Redis, PostgreSQL", hosts.check(), hosts.book, 1)
