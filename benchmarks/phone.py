"""What a whole screening costs a person's phone: requests, bytes on the wire, and what Lighthouse says of the pages."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks import lighthouse_scores
from benchmarks.figures import Figure, Goal
from tests.e2e.screening import Person
from tests.support.browser import QUIET
from tests.support.live_server import LiveServer, serving
from tests.support.network_watch import NetworkWatch
from tests.support.people import ACUTE, NOTHING
from tools import ensure_browser

Row = dict[str, int]

BYTES: Final = Goal("PHQ-9 part on a cold phone", unit="KB", at_most=40)
REQUESTS: Final = Goal("  and its requests", unit="requests", at_most=26)
FIRST_OF_PHQ9, ITEMS_OF_PHQ9 = "/s/8", 9

# Lighthouse's own idea of a phone and its link, so that all figures are of one.
SCREEN = ViewportSize(width=412, height=823)
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
TIMES_SLOWER = 4
PAGES = {"start": "/", "question": "/s/9", "help": "/h/", "result": "/result"}
WHOLE = "whole screening"
COLUMNS = ("pages", "requests", "bytes", *lighthouse_scores.COLUMNS)


def measure() -> dict[str, Row]:
    """A row for each page that stands for its kind, and one for all of a screening."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder, serving(Path(folder)) as server:
        with _phone(server) as (page, _):
            rows = _weigh(page)
        with _phone(server) as (page, profile):
            for name, row in lighthouse_scores.measure(page, profile, server, PAGES):
                rows[name] |= row
    return rows


def phq9() -> Iterator[Figure]:
    """From the first of its nine questions, asked for with an empty cache, to the page after the last."""
    with (
        tempfile.TemporaryDirectory(prefix="braid-bench-") as folder,
        serving(Path(folder)) as server,
        _phone(server) as (page, _),
    ):
        lighthouse_scores.go_to(page, server, FIRST_OF_PHQ9, NOTHING)
        watch, person = NetworkWatch(page), Person(page, NOTHING)
        page.goto(FIRST_OF_PHQ9)
        for _ in range(ITEMS_OF_PHQ9):
            page.wait_for_load_state("networkidle")
            person.go_on()
        page.wait_for_load_state("networkidle")
        fetched = watch.take()
    yield Figure(BYTES, [sum(it.wire_bytes for it in fetched) / 1000])
    yield Figure(REQUESTS, [len(fetched)])


def show(rows: dict[str, Row]) -> None:
    """Print one table."""
    print(f"\n{'On a cold phone, slow 4G':26}" + "".join(f"{column:>16}" for column in COLUMNS))
    for name, row in rows.items():
        print(f"{name:26}" + "".join(f"{row.get(column, '-'):>16}" for column in COLUMNS))


@contextmanager
def _phone(server: LiveServer) -> Iterator[tuple[Page, Path]]:
    """A browser with nothing in its cache, and a port in its profile by which Lighthouse finds what is open there."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="braid-phone-") as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=ensure_browser.chromium(),
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else []), "--remote-debugging-port=0"],
            base_url=server.base_url,
            viewport=SCREEN,
            is_mobile=True,
            has_touch=True,
        )
        try:
            yield context.new_page(), Path(profile)
        finally:
            context.close()


def _weigh(page: Page) -> dict[str, Row]:
    """Walk through a screening as a person does."""
    watch = NetworkWatch(page)
    watch.session.send("Network.emulateNetworkConditions", SLOW_4G)
    watch.session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
    rows: dict[str, Row] = {}
    person = Person(page, ACUTE)
    person.begin()
    for _ in person.pages_until("/received"):
        _add(rows, person.path, watch)
    page.goto("/result")
    _add(rows, person.path, watch)
    return {name: rows[name] for name in (*PAGES, WHOLE)}


def _add(rows: dict[str, Row], path: str, watch: NetworkWatch) -> None:
    """Count what a page made the phone fetch, for the whole and for the first of each kind."""
    watch.page.wait_for_load_state("networkidle")
    fetched = watch.take()
    row = {"pages": 1, "requests": len(fetched), "bytes": sum(it.wire_bytes for it in fetched)}
    whole = rows.setdefault(WHOLE, dict.fromkeys(row, 0))
    rows[WHOLE] = {column: whole[column] + row[column] for column in row}
    for name, kind in PAGES.items():
        if path.startswith(kind):
            rows.setdefault(name, row)
