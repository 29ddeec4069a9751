"""See that the tests can count in a real Redis."""

import os
import shutil
import sys

from tools import absent, debian


def redis_server() -> str | None:
    """Return the path of a Redis server: the one named by REDIS_SERVER_PATH, else the one on the PATH."""
    return os.environ.get("REDIS_SERVER_PATH") or shutil.which("redis-server")


def main() -> int:
    """Find or install it; return an exit status."""
    if redis_server() or (debian.can_install() and debian.install("redis-server")):
        return 0
    return absent.report("a Redis server", "install it; REDIS_SERVER_PATH names one that stands elsewhere")


if __name__ == "__main__":
    sys.exit(main())
