"""What stands in a file that SQLite may have open in this process.

Whoever opens and closes such a file gives up every lock that their process has on it, SQLite's own too
(https://www.sqlite.org/howtocorrupt.html, 2.2). Another process then takes its write-ahead log away, and what is read
from here on is of the past: as if what was written since had been lost. So another process reads it.
"""

import subprocess
from pathlib import Path


def stored_bytes(path: Path) -> bytes:
    """All of it, as it stands there now."""
    return subprocess.run(["/bin/cat", str(path)], check=True, capture_output=True).stdout
