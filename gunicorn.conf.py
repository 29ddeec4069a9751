"""How gunicorn serves Braid: one process with threads, on loopback; a proxy in front does the rest."""

import os
from pathlib import Path
from typing import Any

_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the kernel's memory file system, used below for heartbeats only

wsgi_app = "app:create_app()"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = 1
threads = 8
graceful_timeout = 30
# A worker proves that it lives by touching a file; on a slow disk that alone can look like a hang.
worker_tmp_dir = str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None
# It would let any program of the same user stop the server.
control_socket_disable = True


def post_worker_init(worker: Any) -> None:  # noqa: ANN401 - gunicorn's own, which ships no types
    """Tell staff of alerts, and send records, from within the server. Here: the application is made twice."""
    from app.alerts import loop as alerts
    from app.handoff.push import loop as records

    alerts.start_in_server(worker.wsgi)
    records.start_in_server(worker.wsgi)
