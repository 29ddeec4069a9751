"""See that `make probe` can run: programs from Python's index in an environment of their own, others from Debian."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools import absent, debian

ROOT = Path(__file__).parents[1]
WANTED = ROOT / "tests" / "probe" / "requirements.txt"
ENVIRONMENT = ROOT / ".cache" / "probe"
PROGRAMS = ENVIRONMENT / "bin"
MARK = ENVIRONMENT / "installed"
PACKAGES = {"slowhttptest": "slowhttptest", "ip": "iproute2", "unshare": "util-linux"}


def main() -> int:
    """Find or install all of it; return an exit status."""
    lacking = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if lacking and not (debian.can_install() and debian.install(*lacking)):
        absent.report(" and ".join(lacking), "install it")
        return 1  # this is no test that could be skipped
    if not MARK.exists() or MARK.read_text("utf-8") != WANTED.read_text("utf-8"):
        _install()
    return 0


def _install() -> None:
    print("Installing what the probes use (tests/probe/requirements.txt)", flush=True)
    subprocess.run([sys.executable, "-m", "tools.bootstrap_venv", str(ENVIRONMENT)], check=True, cwd=ROOT)
    pip = [str(PROGRAMS / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", str(WANTED)], check=True)
    MARK.write_text(WANTED.read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
