"""The key file: the only secret of an installation. It lies outside the database and outside its backups.

It is JSON: "derivation" is the secret from which keys for single purposes are derived and stays the same for good;
"wrapping" lists the root keys: the first one wraps new record keys, all of them open old ones. `rootkeys.py` changes
the list.
"""

import base64
import binascii
import json
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.settings import SettingsError, others_can_read
from app.vault.seals import KEY_BYTES

DRAFTS: Final = ".braid-key-"  # what a file is called that is not a key file yet
HIGHEST_ID: Final = 0xFFFF


class KeyFileError(SettingsError):
    """The key file is absent, unsafe or not a key file. Says which file; never shows its content."""


class UnsafeKeyFile(KeyFileError):
    """Others can read it, so it may not be used at all."""


@dataclass(frozen=True)
class Keys:
    """What a key file holds. Not shown when printed."""

    derivation: bytes = field(repr=False)
    wrapping: dict[int, bytes] = field(repr=False)  # the one that wraps first


def load_keys(path: Path, *, may_create: bool) -> Keys:
    """Read the key file, making one first where there is none and `may_create` says so. Raises KeyFileError."""
    try:
        if not path.exists():
            if not may_create:
                raise KeyFileError(f"key file {path} is missing; put it back from where it is kept safe")
            create_key_file(path)
        _refuse_if_shared(path)
        return _parse(path.read_bytes())
    except OSError as error:
        raise KeyFileError(f"key file {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"key file {path} is not a key file of Braid") from error


def create_key_file(path: Path) -> None:
    """Write a key file with new random keys, readable by its owner alone. Never overwrites one, whoever is faster."""
    content = {"derivation": new_key(), "wrapping": [{"id": 1, "key": new_key()}]}
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=DRAFTS)  # 0600 from the start
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass  # another process made it at the same moment; that one counts
    except OSError as error:
        raise KeyFileError(f"key file {path} cannot be written: {error.strerror}") from error
    finally:
        os.unlink(draft)


def _refuse_if_shared(path: Path) -> None:
    if others_can_read(path):
        raise UnsafeKeyFile(f"key file {path} can be read by others; do: chmod 600 {path}")


def new_key() -> str:
    """A random key, as it stands in the file."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _parse(content: bytes) -> Keys:
    data = json.loads(content)
    keys = Keys(_key(data["derivation"]), {_identifier(entry["id"]): _key(entry["key"]) for entry in data["wrapping"]})
    if not keys.wrapping or len(keys.wrapping) != len(data["wrapping"]):
        raise ValueError("no wrapping key, or one id twice")
    if len({keys.derivation, *keys.wrapping.values()}) != 1 + len(keys.wrapping):
        raise ValueError("one value for two purposes")
    return keys


def _identifier(value: object) -> int:
    if not isinstance(value, int) or not 0 < value <= HIGHEST_ID:
        raise ValueError("key id out of range")
    return value


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(key) != KEY_BYTES or len(set(key)) == 1:
        raise ValueError("not a key of 32 random bytes")
    return key
