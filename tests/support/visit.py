"""One visit of a browser. It ends within a minute, also when a page of it hangs.

Now and then a renderer of Chromium never answers again, and closing its pages then takes for ever. Ending the renderer
lets the browser go on.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any

from playwright.sync_api import Browser, BrowserContext

CLOSES_WITHIN_SECONDS = 60


@contextmanager
def visit(browser: Browser, **options: Any) -> Iterator[BrowserContext]:  # noqa: ANN401 - whatever Playwright takes
    """A browser that nobody used before, closed at the end."""
    context = browser.new_context(**options)
    try:
        yield context
    finally:
        insist = Timer(CLOSES_WITHIN_SECONDS, _end, [_renderers(browser)])
        insist.start()
        context.close()
        insist.cancel()


def _renderers(browser: Browser) -> list[int]:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process["id"] for process in processes if process["type"] == "renderer"]


def _end(processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
