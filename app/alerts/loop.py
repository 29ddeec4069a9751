"""Going round without end: one thread for each channel, so that one that is slow holds up no other."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from flask import Flask

from app.alerts.events import CHANNEL as EVENTS
from app.alerts.relay import channels_at_work, go_round, say_alive
from app.alerts.watch import anchor_if_due, check_and_tell
from app.alerts.wrong_clock import watch_clock
from app.extensions import now_and_then, start_rounds
from app.settings import current_settings

SAY_ALIVE_EVERY: Final = timedelta(seconds=20)
LOOK_EVERY: Final = timedelta(minutes=1)  # whether an anchor or a check of the log is due


def start_loops(app: Flask, stop: threading.Event) -> list[threading.Thread]:
    """Start a thread for each channel that is set up, one for events, and two that watch over the activity log.

    They end with the process, or after `stop`.
    """
    with app.app_context():
        channels = (*current_settings().channels, EVENTS)
    work = {f"messages by {channel}": rounds(channel) for channel in channels}
    work["anchors of the log"] = now_and_then(LOOK_EVERY, anchor_if_due)
    work["checks of the log"] = now_and_then(LOOK_EVERY, check_and_tell)
    return [start_rounds(app, what, once, stop) for what, once in work.items()]


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, unless it was told not to."""
    with app.app_context():
        wanted = current_settings().delivers
    if wanted:
        start_loops(app, threading.Event())


def rounds(channel: str) -> Callable[[], None]:
    """What does one round at each call, and now and then says that somebody goes round."""
    look_at_clock = watch_clock(channel)
    alive = now_and_then(SAY_ALIVE_EVERY, lambda: say_alive(channel))

    def once() -> None:
        if channel in channels_at_work():
            look_at_clock()
            alive()
            go_round(channel)

    return once
