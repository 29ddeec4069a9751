"""See that the browser tests can run: a Chromium, and what Playwright's own Node.js needs to start."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import absent, debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of a Chromium: the one named by CHROMIUM_PATH, else one on the PATH."""
    named = os.environ.get("CHROMIUM_PATH")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def node() -> Path:
    """Return the Node.js that Playwright brings along: newer than that of many machines, and always the same."""
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        raise RuntimeError("Playwright is not installed; `make test` installs it")
    return next(Path(spec.origin).parent.glob("driver/node*"))


def node_starts() -> bool:
    """Tell whether this machine has the one library that Node.js wants from it."""
    return subprocess.run([node(), "--version"], capture_output=True, check=False).returncode == 0


def main() -> int:
    """Find or install both; return an exit status."""
    wanted = [] if chromium() else ["chromium", "fonts-dejavu-core"]
    wanted += [] if node_starts() else ["libatomic1"]
    if not wanted or (debian.can_install() and debian.install(*wanted)):
        return 0
    return absent.report(" and ".join(wanted), "install it; CHROMIUM_PATH names a Chromium that stands elsewhere")


if __name__ == "__main__":
    sys.exit(main())
