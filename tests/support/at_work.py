"""Somebody else at work on the same installation, in a process of their own."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app.extensions import db
from tests.support.desk import ACUTE, CONTACT, arrive
from tests.support.wait import wait_until

PAUSE = 0.02  # seconds between one person and the next: without any, SQLite would let nobody else write


@contextmanager
def at_work(app: Flask, work: Callable[[], object]) -> Iterator[None]:
    """They work while the block runs, and are killed at its end if they are still there."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


class Arrivals:
    """People who send one screening after the other; the id of each is written down once it is sent."""

    def __init__(self, app: Flask, told: Path) -> None:
        """`told`: the file in which ids are written down."""
        self._app, self._told = app, told
        told.touch()

    def come(self) -> None:
        """Without end."""
        with self._told.open("a") as told:
            while True:
                told.write(arrive(self._app, ACUTE, CONTACT) + "\n")
                told.flush()
                time.sleep(PAUSE)

    @property
    def sent(self) -> list[str]:
        """Those that were sent so far."""
        return self._told.read_text().split()

    def wait_for_more(self) -> None:
        """Until somebody else has sent theirs."""
        before = len(self.sent)
        wait_until(lambda: len(self.sent) > before)
