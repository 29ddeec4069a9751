"""Going round without end: one thread for each channel, so that one that is slow holds up no other."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from flask import Flask

from app.alerts.events import CHANNEL as EVENTS
from app.alerts.relay import channels_at_work, go_round, say_alive
from app.extensions import clock, start_rounds
from app.settings import current_settings

SAY_ALIVE_EVERY: Final = timedelta(seconds=20)


def start_loops(app: Flask, stop: threading.Event) -> list[threading.Thread]:
    """Start a thread for each channel that is set up and one for events. They end with the process, or after `stop`."""
    with app.app_context():
        channels = (*current_settings().channels, EVENTS)
    return [start_rounds(app, f"messages by {channel}", _rounds(channel), stop) for channel in channels]


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, unless it was told not to."""
    with app.app_context():
        wanted = current_settings().alerts_in_server
    if wanted:
        start_loops(app, threading.Event())


def _rounds(channel: str) -> Callable[[], None]:
    """What does one round at each call, and now and then says that somebody goes round."""
    said: datetime | None = None

    def once() -> None:
        nonlocal said
        if channel not in channels_at_work():
            said = None
            return
        now = clock.now()
        if said is None or not timedelta() <= now - said < SAY_ALIVE_EVERY:
            say_alive(channel)
            said = now
        go_round(channel)

    return once
