"""Fetch html-validate, which the tests use on every rendered page, into its own ignored folder."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools import absent, debian

FOLDER = Path(__file__).parent.parent / "tests" / "html_checker"
# Nothing in the locked set has an install script, and none is wanted.
FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


def main() -> int:
    """Install exactly what package-lock.json says; return an exit status."""
    npm = shutil.which("npm") or _npm_from_debian()
    if npm is None:
        return absent.report("npm, which fetches the HTML checker", "install Node.js with npm")
    print("Fetching the HTML checker (tests/html_checker/package-lock.json)", flush=True)
    # npm only downloads here; the checker itself runs on the Node.js that Playwright brings along.
    done = subprocess.run([npm, *FETCH], cwd=FOLDER, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        return absent.report("the HTML checker (npm could not fetch it)", "look at npm's message above")
    return 0


def _npm_from_debian() -> str | None:
    if debian.can_install() and debian.install("npm"):
        return shutil.which("npm")
    return None


if __name__ == "__main__":
    sys.exit(main())
