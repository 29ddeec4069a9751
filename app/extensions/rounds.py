"""Work that comes round again every few seconds, in a thread of its own, whatever happens in between."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from flask import Flask

from app.extensions import clock
from app.extensions.database import db

log = logging.getLogger(__name__)
EVERY: Final = 2.0  # seconds


def start_rounds(app: Flask, what: str, once: Callable[[], object], stop: threading.Event) -> threading.Thread:
    """Call `once` again and again. The thread ends with the process, or after `stop`; `what` stands in the log."""
    thread = threading.Thread(target=_go_on, args=(app, what, once, stop), daemon=True)
    thread.start()
    return thread


def now_and_then(every: timedelta, act: Callable[[], object]) -> Callable[[], None]:
    """What acts at its first call and then once in such a while, however often it is called.

    Where the clock was set back it acts at once.
    """
    last: datetime | None = None

    def once() -> None:
        nonlocal last
        now = clock.now()
        if last is None or not timedelta() <= now - last < every:
            last = now
            act()

    return once


def _go_on(app: Flask, what: str, once: Callable[[], object], stop: threading.Event) -> None:
    while not stop.wait(EVERY):
        with app.app_context():
            try:
                once()
            except Exception as error:  # a database that is away comes back; somebody has to be there then
                log.error("a round of %s broke off: %s", what, type(error).__name__)
                db.session.rollback()
