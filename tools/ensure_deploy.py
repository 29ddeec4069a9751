"""See that the tests can try what deploy/ holds: nginx, the program by which systemd judges its units, and the one that
makes networks, for machines that are not there.
"""

import os
import shutil
import sys

from tools import absent, debian


def nginx() -> str | None:
    """Return the path of an nginx: the one named by NGINX_PATH, else the one on the PATH or where Debian puts it."""
    return os.environ.get("NGINX_PATH") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def systemd_analyze() -> str | None:
    """Return the path of systemd-analyze, which needs no systemd that runs."""
    return shutil.which("systemd-analyze")


def ip() -> str | None:
    """Return the path of iproute2's program."""
    return shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def main() -> int:
    """Find or install them; return an exit status."""
    wanted = [] if nginx() else ["nginx-light"]
    wanted += [] if systemd_analyze() else ["systemd"]
    wanted += [] if ip() else ["iproute2"]
    if not wanted or (debian.can_install() and debian.install(*wanted)):
        return 0
    return absent.report(" and ".join(wanted), "install it; NGINX_PATH names an nginx that stands elsewhere")


if __name__ == "__main__":
    sys.exit(main())
