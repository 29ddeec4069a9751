"""A clock that a server takes for its machine's own, and that a test sets as somebody with `date -s` would.

What counts how long something lasts goes on as before, as it does on a machine whose clock is set.
"""

from datetime import timedelta
from pathlib import Path
from typing import Final

WRONG_CLOCK: Final = Path(__file__).with_name("wrong_clock")
RIGHT: Final = timedelta()


class MovedClock:
    """It begins right."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.set(RIGHT)

    def set(self, off: timedelta) -> None:
        """Let it be wrong by so much from now on."""
        written = self._file.with_suffix(".new")
        written.write_text(str(int(off.total_seconds())), "ascii")
        written.replace(self._file)  # nobody reads half of it

    def environment(self) -> dict[str, str]:
        """What a program in Python is started with that goes by it."""
        return {"PYTHONPATH": str(WRONG_CLOCK), "MOVED_CLOCK": str(self._file)}
