"""How gunicorn serves Braid: one process with threads, on loopback; a proxy in front does the rest (deploy/)."""

import ctypes
import gc
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.activity import running
from app.alerts import loop as alerts
from app.handoff.push import loop as records
from app.intake.queue import shift_mail
from app.web import counting, housekeeping, locked, server

_M_ARENA_MAX = -8  # of glibc's <malloc.h>
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the kernel's memory file system, used below for heartbeats only

wsgi_app = "app:served()"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = server.Worker
logger_class = server.ServerLog
workers = 1
threads = 8
graceful_timeout = 30
keepalive = 15
limit_request_line = 4094
limit_request_fields = 50
limit_request_field_size = 8190
# Loaded once, before there is a worker: what must not start ends here, in one line and for good.
preload_app = True
# A worker proves that it lives by touching a file; on a slow disk that alone can look like a hang.
worker_tmp_dir = str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None
# It would let any program of the same user stop the server.
control_socket_disable = True

# Threads that take turns need no heap each, where nobody else may use what is free. Only glibc gives them one.
with suppress(AttributeError):
    ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def when_ready(_server: Any) -> None:  # noqa: ANN401 - gunicorn's own, which ships no types
    """What is loaded by now stays: a worker that never looks there for garbage shares it with the first process."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:  # noqa: ANN401 - the same
    """Tell staff of alerts, send records, and delete what is due, from within the server.

    Here: a thread does not come along into a worker.
    """
    counting.start_in_server(worker.wsgi)
    if locked.why(worker.wsgi):
        return
    running.note_start(worker.wsgi)
    alerts.start_in_server(worker.wsgi)
    shift_mail.start_in_server(worker.wsgi)
    records.start_in_server(worker.wsgi)
    housekeeping.start_in_server(worker.wsgi)


def worker_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401 - the same
    """Record that the server was stopped, if it had come so far as to be one."""
    if getattr(worker, "wsgi", None) is not None and not locked.why(worker.wsgi):
        running.note_stop(worker.wsgi)
