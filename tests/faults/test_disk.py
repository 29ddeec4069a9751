"""What the disk does to those who send: nobody is told that it was sent when it was not, and all goes on afterwards."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.support.application import Engines
from tests.support.engines import on_sqlite
from tests.support.failing_calls import failing_calls
from tests.support.fault_report import Report, rounds
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.load.crowd import all_sending
from tests.support.load.house import House, opened
from tests.support.load.person import Person
from tests.support.processes import workers
from tests.support.small_disk import SmallDisk, small_disk

ROUNDS: Final = rounds()
AT_ONCE: Final = 4
MEGABYTES: Final = 20
NEEDS_NO_SAVING: Final = ("/", "/help", "/privacy", "/leave", "/healthz")
WRITES: Final = "write,pwrite64"
SYNCS: Final = "fsync,fdatasync"

# What is done to the log of changes, which SQLite writes at each commit; and whether people are told of it.
FAULTS: Final = {
    "FI-9 its journal has no room": (WRITES, "error=ENOSPC", True),
    "FI-10 it is read-only": (WRITES, "error=EROFS", True),
    "FI-12 what was written does not reach it": (SYNCS, "error=EIO", True),
    "FI-12 it is slow": (SYNCS, "delay_enter=200000", False),
}


@pytest.fixture
def disk(tmp_path: Path, engines: Engines) -> Iterator[SmallDisk]:
    """A small one, on which an installation lies and little else."""
    made = engines.new_settings("sqlite", tmp_path / "made").instance
    with small_disk(tmp_path / "instance", MEGABYTES) as disk:
        shutil.copytree(made, disk.folder, dirs_exist_ok=True)
        yield disk


@pytest.fixture
def disk_of_the_log(tmp_path: Path) -> Iterator[SmallDisk]:
    """The log of the server lies on a disk of its own."""
    with small_disk(tmp_path / "logs", 1) as disk:
        (tmp_path / "server.log").symlink_to(disk.folder / "server.log")
        yield disk


def refused(house: House) -> int:
    """How often somebody was told that nothing was sent."""
    return sum(entry.what == "refused" for entry in house.book)


def press(people: list[Person], **how: int) -> None:
    with all_sending(people, **how):
        pass


def at_a_question(house: House) -> Person:
    person = house.somebody()
    person.walker.walk_to("phq9_3")
    person.has_begun = True
    return person


def test_while_the_disk_is_full_nothing_is_confirmed_and_with_room_all_goes_on_by_itself(
    disk: SmallDisk, disk_of_the_log: SmallDisk, tmp_path: Path, report: Report
) -> None:
    with opened(tmp_path) as house:
        disk_of_the_log.fill()
        for _ in range(ROUNDS):
            people, answering = house.ready(AT_ONCE), at_a_question(house)
            with house.book.fault("the disk is full"):
                empty_the_journal(house)
                disk.fill()
                press(people, tries=1)
                assert "We could not save that answer" in answering.walker.go_on().text
                assert_what_needs_no_saving_is_there(house.server)
                disk.free()
            press([*people, answering])
        assert refused(house) == AT_ONCE * ROUNDS
        report("FI-8", "the disk is full, and that of the log too", house.check(), house.book, ROUNDS)


def empty_the_journal(house: House) -> None:
    """Else there may be room within it, and what little is written then is stored, as people are told."""
    with closing(sqlite3.connect(house.server.instance / "braid.sqlite")) as other:
        [[busy, *_]] = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert not busy


def assert_what_needs_no_saving_is_there(server: LiveServer) -> None:
    browser = LiveBrowser(server.base_url)
    assert {path: browser.get(path).status for path in NEEDS_NO_SAVING} == dict.fromkeys(NEEDS_NO_SAVING, 200)


@contextmanager
def held(house: House) -> Iterator[None]:
    """Another process writes, and does not finish."""
    with closing(sqlite3.connect(house.server.instance / "braid.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def failing(house: House, calls: str, how: str) -> Iterator[None]:
    """For the log of changes, in every process that serves."""
    journal = house.server.instance / "braid.sqlite-wal"
    with ExitStack() as stack:
        for worker in workers(house.server):
            stack.enter_context(failing_calls(worker, calls, how, journal))
        yield


@on_sqlite
def test_whatever_else_the_disk_does_nobody_is_told_what_is_not_true(house: House, report: Report) -> None:
    for name, (calls, how, is_told) in FAULTS.items():
        for _ in range(ROUNDS):
            people = house.ready(AT_ONCE)
            with house.book.fault(name), failing(house, calls, how):
                press(people, tries=1)
            press(people)
        assert refused(house) == AT_ONCE * ROUNDS * is_told, name
        report(*name.split(" ", 1), house.check(), house.book, ROUNDS)
        house.begin_anew()


@on_sqlite
def test_while_another_process_holds_the_database_people_are_told_and_can_read(house: House, report: Report) -> None:
    for _ in range(ROUNDS):
        people = house.ready(AT_ONCE)
        with house.book.fault("the database is held"), held(house):
            press(people, tries=1)
            assert_what_needs_no_saving_is_there(house.server)
        press(people)
    assert refused(house) == AT_ONCE * ROUNDS
    report("FI-11", "another process holds the database", house.check(), house.book, ROUNDS)
