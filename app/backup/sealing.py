"""Encrypting a backup so that the machine that makes it cannot open it: to a public key, in the format of `age`.

Whoever holds the private key opens it with Braid, or with the tool of that name anywhere else.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import pyrage

from app.backup.trouble import BackupError


def make_key_pair(path: Path, made_at: datetime) -> str:
    """Write a new private key as `age-keygen` does, for its owner alone. Returns the public key."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    text = f"# created: {made_at.isoformat(timespec='seconds')}\n# public key: {public}\n{identity}\n"
    with _opened(path, "xb", "written") as file:
        file.write(text.encode())
    return public


def seal(plain: Path, sealed: Path, recipients: tuple[str, ...]) -> None:
    """Encrypt a file so that the private key of any one of these opens it."""
    if not recipients:
        raise BackupError("BRAID_BACKUP_RECIPIENT does not say who may open it: flask backup keygen makes a key")
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as error:
        raise BackupError("BRAID_BACKUP_RECIPIENT is no public key that begins with age1") from error
    _pass(pyrage.encrypt_io, plain, sealed, keys)


def unseal(sealed: Path, plain: Path, identity_file: Path) -> None:
    """Decrypt a file."""
    _pass(pyrage.decrypt_io, sealed, plain, _identities(identity_file))


def _identities(path: Path) -> list[pyrage.x25519.Identity]:
    try:
        lines = [line.strip() for line in path.read_text("ascii").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from error
    except (pyrage.IdentityError, ValueError) as error:
        raise BackupError(f"{path} holds no private key that begins with AGE-SECRET-KEY-1") from error
    if not found:
        raise BackupError(f"{path} holds no private key")
    return found


def _pass(through: Callable[..., None], source: Path, target: Path, keys: list[Any]) -> None:
    with _opened(source, "rb", "read") as reader, _opened(target, "xb", "written") as writer:
        try:
            through(reader, writer, keys)
            writer.flush()
            os.fsync(writer.fileno())
        except pyrage.DecryptError as error:
            raise BackupError(f"{source.name} does not open with this private key, or is no backup") from error
        except pyrage.EncryptError as error:
            raise BackupError(f"{target} cannot be written: {error}") from error
        except OSError as error:  # without words of the system: what was cut off or changed
            raise BackupError(f"{source.name} cannot be opened: {error.strerror or 'it is damaged'}") from error


def _opened(path: Path, mode: str, what: str) -> IO[bytes]:
    try:
        return cast(IO[bytes], open(path, mode, opener=_for_owner_alone))
    except OSError as error:
        raise BackupError(f"{path} cannot be {what}: {error.strerror}") from error


def _for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
