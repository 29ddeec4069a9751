"""What people did and were told, in the order in which it happened: lines in a file that is only ever added to."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

CANARY: Final = "quillfeather"  # stands in the name of everybody; it may stand in no log, no message and no file

# invoke: pressed send. ok: was shown the receipt. refused: was told that nothing was sent. unknown: anything else.
# bare: a page without crisis numbers. fault, over: what the test did to the server; `key` is the newest who was there.
What = Literal["invoke", "ok", "refused", "unknown", "bare", "fault", "over"]


@dataclass(frozen=True)
class Entry:
    """One line. `key`: who; whatever they send, however often, has to stand there once under it."""

    what: What
    key: str = ""
    said: str = ""
    at: float = 0.0


class Logbook:
    """Written by any number of threads, read by whoever checks afterwards. Everybody in it bears its name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock, self._people = threading.Lock(), 0
        path.touch()

    def write(self, what: What, key: str = "", said: str = "") -> None:
        """Add a line; it is in the file before anything else is done."""
        line = json.dumps(asdict(Entry(what, key, said, time.monotonic())))
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def new_key(self) -> str:
        """For somebody who was not here before."""
        with self._lock:
            self._people += 1
            return self._newest

    @property
    def _newest(self) -> str:
        return f"{CANARY}-{self.path.stem}-{self._people:05d}"

    def has(self, key: str) -> bool:
        """Whether somebody is one of its people."""
        return key.startswith(f"{CANARY}-{self.path.stem}-")

    @contextmanager
    def fault(self, name: str) -> Iterator[None]:
        """Note when a fault begins and when it is over."""
        self.write("fault", self._newest, name)
        yield
        self.write("over", self._newest, name)

    def __iter__(self) -> Iterator[Entry]:
        """Every line, the oldest first."""
        for line in self.path.read_text("utf-8").splitlines():
            yield Entry(**json.loads(line))

    def receipts(self) -> dict[str, set[str]]:
        """For each who pressed send, the references that they were shown."""
        shown: dict[str, set[str]] = {}
        for entry in self:
            if entry.what in ("invoke", "ok"):
                shown.setdefault(entry.key, set()).update({entry.said} - {""})
        return shown

    def refused(self) -> set[str]:
        """Who was told at their last try that nothing was sent."""
        last = {entry.key: entry.what for entry in self if entry.what in ("invoke", "ok", "refused", "unknown")}
        return {key for key, what in last.items() if what == "refused"}

    def times_to_heal(self) -> list[float]:
        """For each fault, the seconds from its end until the last was shown a receipt of those who were there already.

        Nobody is waited for who gave up. A fault at whose end everybody had their receipt has no time.
        """
        shown: dict[str, float] = {}
        for entry in self:
            if entry.what == "ok":
                shown.setdefault(entry.key, entry.at)
        waited = (
            [at - over.at for key, at in shown.items() if key <= over.key and at > over.at]
            for over in self
            if over.what == "over"
        )
        return [max(times) for times in waited if times]
