"""Going round without end, in a thread of its own."""

import threading

from flask import Flask

from app.extensions import start_rounds
from app.handoff.push.relay import go_round
from app.handoff.push.servers import servers
from app.settings import current_settings


def start_loop(app: Flask, stop: threading.Event) -> threading.Thread:
    """Start the thread. It ends with the process, or after `stop`."""
    return start_rounds(app, "sending records", go_round, stop)


def start_in_server(app: Flask) -> None:
    """What the server does when it starts, where there is a system to send to and nobody else does it."""
    with app.app_context():
        wanted = servers() and current_settings().delivers
    if wanted:
        start_loop(app, threading.Event())
