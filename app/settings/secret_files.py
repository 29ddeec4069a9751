"""Secrets in files: a variable stands in the environment of every child, a file is read once and by its owner alone."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# Settings that hold a secret. Each may come as the name of a file instead, in a variable that ends with _FILE.
SECRETS: Final = (
    "BRAID_DATABASE_URL",
    "BRAID_REPLICA_URL",
    "BRAID_REDIS_URL",
    "BRAID_SMTP_URL",
    "BRAID_WEBHOOK_URL",
    "BRAID_WEBHOOK_SECRET",
)
FILES: Final = {f"{name}_FILE": name for name in SECRETS}


class SecretFileError(ValueError):
    """A file that cannot be used. The text begins with the variable that names it, and shows nothing of its content."""


def with_secrets_of_files(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as if each secret stood in it. Raises SecretFileError."""
    found = {name: text for name, text in environ.items() if name not in FILES}
    for variable, name in FILES.items():
        if path := environ.get(variable, "").strip():
            if environ.get(name, "").strip():
                raise SecretFileError(f"{variable} and {name} are both set: keep one")
            found[name] = _read(variable, Path(path))
    return found


def others_can_read(path: Path) -> bool:
    """Whether somebody else on this machine can read a file. Raises OSError.

    What systemd hands over is guarded by its folder and an access list, which shows in the mode as the group's.
    """
    if os.name != "posix" or str(path.parent) == os.environ.get("CREDENTIALS_DIRECTORY"):
        return False
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _read(variable: str, path: Path) -> str:
    try:
        shared = others_can_read(path)
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise SecretFileError(f"{variable} names a file that cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SecretFileError(f"{variable} names a file that is no text") from error
    if shared:
        raise SecretFileError(f"{variable} names a file that others can read; do: chmod 600 {path}")
    if not text or len(text.splitlines()) > 1:
        raise SecretFileError(f"{variable} must name a file with one line")
    return text
