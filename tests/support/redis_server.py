"""A real Redis for one test: on a socket in a folder of its own, keeping nothing, gone afterwards."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from tests.support.absent import absent
from tests.support.wait import wait_until
from tools.ensure_redis import redis_server


@contextmanager
def serving_redis() -> Iterator[str]:
    """What BRAID_REDIS_URL would be."""
    program = redis_server()
    if program is None:
        absent("a Redis server")
    with tempfile.TemporaryDirectory(prefix="braid-redis-") as folder:
        address = Path(folder) / "s"  # short: the address of a socket has at most 107 letters
        command = [program, "--port", "0", "--unixsocket", str(address), "--save", "", "--appendonly", "no"]
        process = subprocess.Popen([*command, "--dir", folder], stdout=subprocess.DEVNULL)
        try:
            wait_until(address.exists)
            yield f"unix://{address}"
        finally:
            process.kill()
            process.wait()


@contextmanager
def client_of(url: str) -> Iterator[Redis]:
    """To look into it."""
    with Redis.from_url(url) as client:
        yield client
