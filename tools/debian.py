"""Installing Debian packages, where that can be done without asking anyone."""

import os
import shutil
import subprocess


def can_install() -> bool:
    """Tell whether this is a Debian-like machine and we are its root."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def install(*packages: str) -> bool:
    """Install the packages quietly; tell whether that worked."""
    print(f"Installing Debian packages: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    )
    return all(_succeeds(command, environment) for command in commands)


def _succeeds(command: list[str], environment: dict[str, str]) -> bool:
    # Package managers say a lot; only a failure is worth reading.
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", flush=True)
    return done.returncode == 0
