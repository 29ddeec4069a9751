"""The clock of the machine jumps while people answer: nobody is lost, and no time that was over comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from app.settings import Settings
from tests.support.engines import on_each_engine
from tests.support.fault_report import Report, rounds
from tests.support.live_browser import LiveBrowser
from tests.support.load.crowd import all_sending
from tests.support.load.house import House, opened
from tests.support.moved_clock import RIGHT, MovedClock
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker

ROUNDS: Final = rounds()
SOME: Final = 2
HOUR, TEN_YEARS, TEN_MINUTES = timedelta(hours=1), timedelta(days=3653), timedelta(minutes=10)


@pytest.fixture
def moved(tmp_path: Path) -> MovedClock:
    return MovedClock(tmp_path)


@contextmanager
def house_of(moved: MovedClock, settings: Settings, folder: Path) -> Iterator[House]:
    with opened(folder, BRAID_DATABASE_URL=settings.database_url, **moved.environment()) as house:
        yield house


@on_each_engine
@pytest.mark.parametrize("off", [HOUR, -HOUR, TEN_YEARS, -TEN_YEARS], ids=["+1h", "-1h", "+10y", "-10y"])
def test_whoever_comes_while_the_clock_is_wrong_stands_there_once_and_staff_are_told(
    off: timedelta, moved: MovedClock, settings: Settings, tmp_path: Path, report: Report
) -> None:
    with house_of(moved, settings, tmp_path) as house:
        for _ in range(ROUNDS):
            under_way, newcomers = house.ready(SOME), [house.somebody() for _ in range(SOME)]
            with house.book.fault(f"the clock says {off}"):
                moved.set(off)
                with all_sending(under_way, tries=1), all_sending(newcomers):
                    pass
                moved.set(RIGHT)
            with all_sending(house.ready(SOME)):
                pass
        report("FI-20", "the clock jumps and comes back", house.check(), house.book, ROUNDS)


@on_each_engine
def test_a_machine_that_is_ten_minutes_ahead_serves_who_is_under_way(
    moved: MovedClock, settings: Settings, tmp_path: Path, report: Report
) -> None:
    with house_of(moved, settings, tmp_path) as house:
        for _ in range(ROUNDS):
            people = house.ready(SOME)
            with house.book.fault("the clock is ahead"):
                moved.set(TEN_MINUTES)
                with all_sending(people):
                    pass
                moved.set(RIGHT)
        report("FI-21", "a machine's clock is ten minutes ahead", house.check(), house.book, ROUNDS)


@on_each_engine
def test_a_visit_that_ran_out_by_a_wrong_clock_is_over_by_the_right_one_too(
    moved: MovedClock, settings: Settings, tmp_path: Path
) -> None:
    with house_of(moved, settings, tmp_path) as house:
        walker = Walker(LiveBrowser(house.server.base_url), ACUTE, not_me)
        here = walker.walk(until="/s/5").path
        for off, status in ((RIGHT, 200), (HOUR, 410), (RIGHT, 410)):
            moved.set(off)
            assert walker.open(here).status == status
