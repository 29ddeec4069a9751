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
from tests.support import nginx
from tests.support.browser import QUIET
from tests.support.live_server import serving
from tests.support.network_watch import Fetched, NetworkWatch
from tests.support.people import ACUTE, NOTHING
from tools import ensure_browser

Row = dict[str, int]

BYTES: Final = Goal("PHQ-9 part on a cold phone", unit="KB", at_most=40)
REQUESTS: Final = Goal("  and its requests", unit="requests", at_most=26)
DEPLOYED: Final = Goal("  the same behind the nginx of deploy/, over HTTP/2", unit="KB")
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
        with _phone(server.base_url) as (page, _):
            rows = _weigh(page)
        with _phone(server.base_url) as (page, profile):
            for name, row in lighthouse_scores.measure(page, profile, server, PAGES):
                rows[name] |= row
    return rows


def phq9() -> Iterator[Figure]:
    """From the first of its nine questions, asked for with an empty cache, to the page after the last."""
    with tempfile.TemporaryDirectory(prefix="braid-bench-") as folder, serving(Path(folder)) as server:
        fetched = _phq9_at(server.base_url)
    yield Figure(BYTES, [_kilobytes(fetched)])
    yield Figure(REQUESTS, [len(fetched)])
    behind = {"BRAID_PROXIES": "1", "BRAID_TRUSTED_HOSTS": f"{nginx.PERSON},127.0.0.1"}
    with (
        tempfile.TemporaryDirectory(prefix="braid-bench-") as folder,
        serving(Path(folder), **behind) as server,
        tempfile.TemporaryDirectory(prefix="braid-bench-nginx-") as its,
        nginx.proxy(Path(its), server.port) as front,
    ):
        there = f"--host-resolver-rules=MAP {nginx.PERSON} 127.0.0.1:{front.tls}"
        yield Figure(DEPLOYED, [_kilobytes(_phq9_at(f"https://{nginx.PERSON}", there))])


def _phq9_at(address: str, *args: str) -> list[Fetched]:
    with _phone(address, *args) as (page, _):
        person, watch = Person(page, NOTHING), NetworkWatch(page)
        person.begin()
        person.walk(FIRST_OF_PHQ9)
        page.wait_for_load_state("networkidle")
        watch.session.send("Network.clearBrowserCache")
        watch.take()
        page.goto(FIRST_OF_PHQ9)
        for _ in range(ITEMS_OF_PHQ9):
            page.wait_for_load_state("networkidle")
            person.go_on()
        page.wait_for_load_state("networkidle")
        return watch.take()


def _kilobytes(fetched: list[Fetched]) -> float:
    return sum(it.wire_bytes for it in fetched) / 1000


def show(rows: dict[str, Row]) -> None:
    """Print one table."""
    print(f"\n{'On a cold phone, slow 4G':26}" + "".join(f"{column:>16}" for column in COLUMNS))
    for name, row in rows.items():
        print(f"{name:26}" + "".join(f"{row.get(column, '-'):>16}" for column in COLUMNS))


@contextmanager
def _phone(address: str, *args: str) -> Iterator[tuple[Page, Path]]:
    """A browser with nothing in its cache, and a port in its profile by which Lighthouse finds what is open there."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="braid-phone-") as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=ensure_browser.chromium(),
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else []), "--remote-debugging-port=0", *args],
            base_url=address,
            ignore_https_errors=True,
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
