"""Going round without end: one thread for each channel, so that one that is slow holds up no other."""

import logging
import threading
from datetime import datetime, timedelta
from typing import Final

from flask import Flask

from app.alerts.events import CHANNEL as EVENTS
from app.alerts.relay import channels_at_work, go_round, say_alive
from app.extensions import clock, db
from app.settings import current_settings

log = logging.getLogger(__name__)
EVERY: Final = 2.0  # seconds
SAY_ALIVE_EVERY: Final = timedelta(seconds=20)


def start_loops(app: Flask, stop: threading.Event) -> list[threading.Thread]:
    """Start a thread for each channel that is set up and one for events. They end with the process, or after `stop`."""
    with app.app_context():
        channels = (*current_settings().channels, EVENTS)
    threads = [threading.Thread(target=_loop, args=(app, channel, stop), daemon=True) for channel in channels]
    for thread in threads:
        thread.start()
    return threads


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, unless it was told not to."""
    with app.app_context():
        wanted = current_settings().alerts_in_server
    if wanted:
        start_loops(app, threading.Event())


def _loop(app: Flask, channel: str, stop: threading.Event) -> None:
    said = None
    while not stop.wait(EVERY):
        said = _round(app, channel, said)


def _round(app: Flask, channel: str, said: datetime | None) -> datetime | None:
    """One round, whatever happens. Returns when it was last said that somebody goes round."""
    with app.app_context():
        try:
            if channel not in channels_at_work():
                return None
            now = clock.now()
            if said is None or not timedelta() <= now - said < SAY_ALIVE_EVERY:
                say_alive(channel)
                said = now
            go_round(channel)
        except Exception as error:  # a database that is away comes back; the loop has to be there then
            log.error("a round for %s broke off: %s", channel, type(error).__name__)
            db.session.rollback()
    return said
