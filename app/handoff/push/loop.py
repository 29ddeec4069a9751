"""Going round without end, in a thread of its own."""

import logging
import threading
from typing import Final

from flask import Flask

from app.extensions import db
from app.handoff.push.relay import go_round
from app.handoff.push.servers import servers
from app.settings import current_settings

log = logging.getLogger(__name__)
EVERY: Final = 2.0  # seconds


def start_loop(app: Flask, stop: threading.Event) -> threading.Thread:
    """Start the thread. It ends with the process, or after `stop`."""
    thread = threading.Thread(target=_loop, args=(app, stop), daemon=True)
    thread.start()
    return thread


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, where there is a system to send to and nobody else does it."""
    with app.app_context():
        wanted = servers() and current_settings().alerts_in_server
    if wanted:
        start_loop(app, threading.Event())


def _loop(app: Flask, stop: threading.Event) -> None:
    while not stop.wait(EVERY):
        with app.app_context():
            try:
                go_round()
            except Exception as error:  # a database that is away comes back; the loop has to be there then
                log.error("a round of sending broke off: %s", type(error).__name__)
                db.session.rollback()
