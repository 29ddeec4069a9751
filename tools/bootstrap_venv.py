"""Make the virtual environment, also where Python came without the means to make one."""

from __future__ import annotations  # so that an older Python gets as far as being told that it is too old

import importlib.util
import subprocess
import sys
from pathlib import Path

from tools import debian

OLDEST = (3, 11)


def main(folder: str) -> int:
    """Create the environment in `folder`; return an exit status."""
    if sys.version_info < OLDEST:
        print(f"Braid needs Python {OLDEST[0]}.{OLDEST[1]} or newer; {sys.executable} is {sys.version.split()[0]}.")
        print("If a newer one is installed, name it: make PYTHON=python3.12 ...")
        return 1
    print(f"Making the virtual environment {folder} with Python {sys.version.split()[0]}", flush=True)
    if _can_make_venv() or (debian.can_install() and debian.install("python3-venv")):
        return _run([sys.executable, "-m", "venv", "--clear", folder])
    return _with_virtualenv(folder)


def _can_make_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def _with_virtualenv(folder: str) -> int:
    """Debian splits venv off and we may not install packages: borrow virtualenv, kept inside the project."""
    if importlib.util.find_spec("pip") is None:
        print("This Python can make no virtual environment. As root: apt-get install python3-venv")
        return 1
    borrowed = Path(".cache", "virtualenv").resolve()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(borrowed)]
    if _run([*pip, "virtualenv"]) != 0:
        return 1
    program = f"import sys; sys.path.insert(0, {str(borrowed)!r}); import virtualenv; virtualenv.cli_run([{folder!r}])"
    return _run([sys.executable, "-c", program])


def _run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
