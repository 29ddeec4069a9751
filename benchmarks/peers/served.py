"""How gunicorn serves a peer: as it serves Braid."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
worker_class = "gthread"
workers = 1
threads = 8
keepalive = 15
preload_app = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats only
control_socket_disable = True
