"""Two identical posts reach two processes in the same moment: a double click, or a browser that tries again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from app.settings import Settings
from tests.support.engines import on_each_engine
from tests.support.fault_report import Report, rounds
from tests.support.live_browser import LiveBrowser
from tests.support.load.house import opened
from tests.support.load.person import CHECK, Person

ROUNDS: Final = rounds()
AT_ONCE: Final = 3


def twin(person: Person) -> Person:
    """The same person with the same session, in a second window."""
    assert isinstance(person.browser, LiveBrowser)
    browser = LiveBrowser(person.browser.base_url)
    for cookie in person.browser.cookies:
        browser.cookies.set_cookie(cookie)
    return Person(person.key, browser, person.book, has_begun=True)


@on_each_engine
def test_of_two_who_press_at_once_with_one_session_both_read_the_one_receipt(
    settings: Settings, tmp_path: Path, engine: str, report: Report
) -> None:
    given = {"BRAID_DATABASE_URL": settings.database_url, "GUNICORN_CMD_ARGS": "--workers 2"}
    with opened(tmp_path, **given) as house:
        for _ in range(ROUNDS):
            people = house.ready(AT_ONCE)
            everybody = [*people, *map(twin, people)]
            ready = threading.Barrier(len(everybody), timeout=60)
            with ThreadPoolExecutor(len(everybody)) as pool:
                shown = list(pool.map(lambda person, ready=ready: press(person, ready), everybody))
            assert all(shown)
            assert shown[:AT_ONCE] == shown[AT_ONCE:], "each reads what their other window reads"
        report("FI-22", f"send is pressed twice at once ({engine})", house.check(), house.book, ROUNDS)


def press(person: Person, ready: threading.Barrier) -> str:
    """Open the last page, wait for everybody, send. Returns the reference that they read."""
    person.walker.open(CHECK)
    ready.wait()
    return person.read(person.send())
