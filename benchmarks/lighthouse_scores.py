"""What Lighthouse says of pages that stand inside a visit: it joins the browser in which the visit is open."""

import json
import statistics
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Page

from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, not_me
from tests.support.walker import Known, Walker
from tools import ensure_browser

HERE = Path(__file__).parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
COLUMNS = (*CATEGORIES, "paint ms")
RUNS = 3


def measure(
    page: Page, profile: Path, server: LiveServer, pages: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, int]]]:
    """The median of some runs for each page. Where Lighthouse cannot run, nothing but a line that says so."""
    if not (HERE / "node_modules").is_dir():
        print("Lighthouse is not here (`make bench` fetches it): its columns stay empty.")
        return
    port = (profile / "DevToolsActivePort").read_text(encoding="utf-8").split()[0]
    for name, path in pages.items():
        address = server.base_url + go_to(page, server, path, ACUTE)
        runs = [run for _ in range(RUNS) if (run := _run(port, address))]
        yield name, {column: int(statistics.median(run[column] for run in runs)) for column in COLUMNS if runs}


def go_to(page: Page, server: LiveServer, path: str, known: Known) -> str:
    """Begin a visit, bring it to this page, and hand it to the browser."""
    browser = LiveBrowser(server.base_url)
    walker = Walker(browser, known, not_me)
    at = walker.walk(until=path).path
    cookies = [(it.name, it.value or "") for it in browser.cookies]
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": value, "url": server.base_url} for name, value in cookies])
    return at if at.startswith(path) else path


def _run(port: str, address: str) -> dict[str, int] | None:
    command = [str(ensure_browser.node()), "--no-warnings", "run.mjs", port, address]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    print(done.stderr, end="")  # what lowered a score, or why there is none
    found: dict[str, int] | None = json.loads(done.stdout) if done.stdout else None
    return found
