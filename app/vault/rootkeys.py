"""Changing the root keys of a key file while Braid runs: the file is whole before and after, whatever happens between.

A key that stands behind the first one opens what it wrapped and wraps nothing. So a key is added at the end, and put
first once every machine that uses the file has it.
"""

import json
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.vault.keyfile import DRAFTS, HIGHEST_ID, KeyFileError, load_keys, new_key

Wrapping = list[dict[str, Any]]


def waiting_key(path: Path) -> int | None:
    """The root key that was added and does not wrap yet, if there is one."""
    first, *others = load_keys(path, may_create=False).wrapping
    return next((key_id for key_id in others if key_id > first), None)


def changed_at(path: Path) -> datetime:
    """When the file was last written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def next_id(path: Path) -> int:
    """The id of the root key that is added next. Raises KeyFileError."""
    following = max(load_keys(path, may_create=False).wrapping) + 1
    if following > HIGHEST_ID:
        raise KeyFileError(f"key file {path} has no id left for another root key")
    return following


def add_key(path: Path) -> int:
    """Add a random root key at the end. Returns its id. Raises KeyFileError."""
    added = next_id(path)
    _rewrite(path, lambda wrapping: [*wrapping, {"id": added, "key": new_key()}])
    return added


def put_first(path: Path, key_id: int) -> None:
    """Let this root key wrap whatever is wrapped from now on. Raises KeyFileError."""
    _rewrite(path, lambda wrapping: sorted(wrapping, key=lambda entry: bool(entry["id"] != key_id)))


def remove_key(path: Path, key_id: int) -> None:
    """Forget a root key for good: what it still wraps opens nowhere any more. Raises KeyFileError."""
    _rewrite(path, lambda wrapping: [entry for entry in wrapping if entry["id"] != key_id])


def _rewrite(path: Path, change: Callable[[Wrapping], Wrapping]) -> None:
    path = path.resolve()  # a link stays a link
    try:
        content = json.loads(path.read_bytes())
        content["wrapping"] = change(content["wrapping"])
        _forget_drafts(path.parent)
        _replace(path, json.dumps(content, indent=1))
    except OSError as error:
        raise KeyFileError(f"key file {path} cannot be changed: {error.strerror}") from error


def _replace(path: Path, text: str) -> None:
    """Take the place of the file in one step, as somebody else's if it is, once the new one is known to be right."""
    before = path.stat()
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=DRAFTS)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            os.fchown(file.fileno(), before.st_uid, before.st_gid)
            os.fchmod(file.fileno(), before.st_mode & 0o700)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        load_keys(draft, may_create=False)
        draft.replace(path)
        keep_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _forget_drafts(folder: Path) -> None:
    """Keys must not lie about where somebody who changed them before was killed."""
    for draft in folder.glob(f"{DRAFTS}*"):
        draft.unlink(missing_ok=True)


def keep_folder(folder: Path) -> None:
    """What was renamed in it stands there after a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
