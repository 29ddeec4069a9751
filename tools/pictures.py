"""Make the pictures of the documents anew, from a server that holds only made-up people."""

import base64
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.support.demo_staff import come_in_as
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker
from tools import ensure_browser

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
PHONE, LAPTOP = ViewportSize(width=360, height=780), ViewportSize(width=1160, height=780)
SHEET = """<body style="margin: 0; padding: 14px; display: inline-flex; gap: 28px; background: #e4ddd0">{}</body>"""
PICTURE = """<img src="data:image/png;base64,{}" style="border-radius: 4px">"""
Theme = Literal["light", "dark"]


def main() -> int:
    """Write every picture; return an exit status."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=ensure_browser.chromium(), args=["--no-sandbox"]) as browser,
        _demo() as server,
    ):
        queue = _queue(browser, server)
        _, *phone = _person(browser, server, PHONE, "en", "light")
        _write(browser, "overview", [*phone, queue])
        _write(browser, "phone-spanish-dark", list(_person(browser, server, PHONE, "es", "dark")))
    return 0


@contextmanager
def _demo() -> Iterator[LiveServer]:
    with tempfile.TemporaryDirectory(prefix="braid-pictures-") as folder:
        server = LiveServer(Path(folder))
        server.flask("demo", "--only-fill")
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _person(browser: Browser, server: LiveServer, size: ViewportSize, language: str, theme: Theme) -> Iterator[bytes]:
    """The first page, a question, the help page and the letter."""
    visit = LiveBrowser(server.base_url)
    visit.post("/language", [("language", language)])
    walker = Walker(visit, ACUTE, not_me)
    with browser.new_context(base_url=server.base_url, viewport=size, color_scheme=theme) as context:
        page = context.new_page()
        for until in ("/", 'name="phq9_1"', "/h/", "/received"):
            at = _walk_on(walker, until)
            cookies = [(it.name, it.value or "") for it in visit.cookies]
            context.add_cookies([{"name": name, "value": value, "url": server.base_url} for name, value in cookies])
            page.goto("/result" if at == "/received" else at)
            yield page.screenshot()


def _walk_on(walker: Walker, until: str) -> str:
    """Go on to a page with this address, or with this in it."""
    page = walker.seen[-1] if walker.seen else walker.open()
    while not page.path.startswith(until) and until not in page.html:
        page = walker.go_on()
    return page.path


def _queue(browser: Browser, server: LiveServer) -> bytes:
    """What the coordinator sees."""
    with browser.new_context(base_url=server.base_url, viewport=LAPTOP) as context:
        page = context.new_page()
        come_in_as(page, server, "coordinator")
        return page.screenshot()


def _write(browser: Browser, name: str, pictures: Sequence[bytes]) -> None:
    """Put pictures side by side."""
    page = browser.new_page()
    page.set_content(SHEET.format("".join(PICTURE.format(base64.b64encode(it).decode()) for it in pictures)))
    page.locator("body").screenshot(path=FOLDER / f"{name}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
