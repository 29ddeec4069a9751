"""A key file that somebody may change while this process runs."""

import logging
from pathlib import Path

from app.vault.keyfile import KeyFileError, load_keys

log = logging.getLogger(__name__)
Mark = tuple[int, int, int]


class WatchedKeys:
    """The keys of a file, as it was when somebody last looked."""

    def __init__(self, path: Path, *, may_create: bool) -> None:
        """Read it now. Raises KeyFileError."""
        self._path, self._seen = path, _mark_of(path)
        self.now = load_keys(path, may_create=may_create)

    def look_again(self) -> None:
        """Read the file once more if it was changed.

        What cannot be read, or belongs to another installation, changes nothing: what was read before still holds.
        """
        mark = _mark_of(self._path)
        if mark is None or mark == self._seen:
            return
        self._seen = mark
        try:
            found = load_keys(self._path, may_create=False)
        except KeyFileError as error:
            log.error("the key file was changed and is not used: %s", error)
            return
        if found.derivation != self.now.derivation:
            log.error("the key file was changed and is not used: it belongs to another installation")
            return
        self.now = found


def _mark_of(path: Path) -> Mark | None:
    """By what a file is known to be another one than before."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
