"""A real server in the middle of work: with people, with staff who are told, and with somebody who checks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask

from app.settings import Settings
from tests.support.canary import found
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer, serving
from tests.support.load.checker import Kept, check, untold
from tests.support.load.logbook import CANARY, Logbook
from tests.support.load.person import Person
from tests.support.load.standing import session_cookie, stand_at_check
from tests.support.running import running
from tests.support.webhook import SECRET, Hook, hook_server

TOLD_WITHIN: Final = 120.0  # seconds: whoever was killed with a message in hand keeps it for a minute


@dataclass
class House:
    """`app`: the same installation in this process, to prepare people and to look. `hook`: whom alerts are told to."""

    server: LiveServer
    app: Flask
    hook: Hook
    book: Logbook
    base_url: str = ""  # where people come in; the server itself unless something stands before it

    def somebody(self) -> Person:
        """Who has not begun yet."""
        return Person(self.book.new_key(), LiveBrowser(self._way_in), self.book)

    def ready(self, count: int) -> list[Person]:
        """So many who have answered everything and only have to press send."""
        return [self._somebody_ready() for _ in range(count)]

    def _somebody_ready(self) -> Person:
        key, browser = self.book.new_key(), LiveBrowser(self._way_in)
        browser.cookies.set_cookie(session_cookie(stand_at_check(self.app, key), urlsplit(self._way_in).hostname or ""))
        return Person(key, browser, self.book, has_begun=True)

    @property
    def _way_in(self) -> str:
        return self.base_url or self.server.base_url

    def begin_anew(self) -> None:
        """Another logbook: what is reported next is of those who come from now on."""
        name, _, number = self.book.path.stem.partition("-")
        self.book = Logbook(self.book.path.with_name(f"{name}-{int(number or 1) + 1}.log"))

    def wait_until_told(self) -> None:
        """Until a message about each alert has arrived."""
        deadline = time.monotonic() + TOLD_WITHIN
        while untold(self.app, set(self.hook.ids)) and time.monotonic() < deadline:
            time.sleep(0.2)

    def check(self) -> Kept:
        """Once everybody was told: what stands there, beside what people were told. No name stands in any file."""
        self.wait_until_told()
        beside = [path for path in self.server.instance.rglob("*") if path.is_file()]
        kept = check(self.app, self.book, set(self.hook.ids), [self.server.log, *beside])
        kept.wrong += ["a message names somebody" for call in self.hook.calls if found({CANARY}, call.body)]
        return kept


@contextmanager
def opened(folder: Path, **settings: str) -> Iterator[House]:
    """A house while it is needed. `settings`: of the server, as in the environment."""
    with hook_server() as hook:
        told = {"BRAID_WEBHOOK_URL": hook.url, "BRAID_WEBHOOK_SECRET": SECRET}
        with (
            serving(folder, **told, **settings) as server,
            running(Settings.from_environment(server.environment())) as app,
        ):
            yield House(server, app, hook, Logbook(folder / "people.log"))
