"""See that the tests can open our tables in a program that many people have: LibreOffice Calc, without a screen."""

import os
import shutil
import sys

from tools import absent, debian


def office() -> str | None:
    """Return the path of a LibreOffice: the one named by SOFFICE_PATH, else the one on the PATH."""
    return os.environ.get("SOFFICE_PATH") or shutil.which("soffice")


def main() -> int:
    """Find or install it; return an exit status."""
    if office() or (debian.can_install() and debian.install("libreoffice-calc-nogui")):
        return 0
    return absent.report("LibreOffice Calc", "install it; SOFFICE_PATH names one that stands elsewhere")


if __name__ == "__main__":
    sys.exit(main())
