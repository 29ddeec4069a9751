"""See that the tests can let calls to the kernel fail: strace."""

import shutil
import sys

from tools import absent, debian


def strace() -> str | None:
    """Return the path of strace."""
    return shutil.which("strace")


def main() -> int:
    """Find or install it; return an exit status."""
    if strace() or (debian.can_install() and debian.install("strace")):
        return 0
    return absent.report("strace", "install it")


if __name__ == "__main__":
    sys.exit(main())
