"""Fetching what a package-lock.json names into the ignored folder beside it."""

import shutil
import subprocess
from pathlib import Path

from tools import debian

# Nothing in the locked sets has an install script that is needed, and none is wanted.
FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def fetch(folder: Path, what: str) -> str | None:
    """Install exactly what the lock says; return why that did not work, if it did not.

    npm only downloads: what it brings runs on the Node.js that Playwright brings along.
    """
    npm = shutil.which("npm") or _npm_from_debian()
    if npm is None:
        return f"npm, which fetches {what}"
    print(f"Fetching {what} ({folder.name}/package-lock.json)", flush=True)
    done = subprocess.run([npm, *FETCH], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    return None if done.returncode == 0 else f"{what} (npm could not fetch it)"


def _npm_from_debian() -> str | None:
    if debian.can_install() and debian.install("npm"):
        return shutil.which("npm")
    return None
