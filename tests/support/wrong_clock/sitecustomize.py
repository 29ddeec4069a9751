"""Python loads this before anything else, in a process that finds it: see tests/support/moved_clock.py.

From then on, whatever asks for the time in that process is told the machine's own and what the file says to add.
"""

import os
from pathlib import Path

import time_machine

SECOND = 10**9
CLOCK = Path(os.environ["MOVED_CLOCK"])


def _told() -> int:
    return time_machine.escape_hatch.time.time_ns() + int(CLOCK.read_text("ascii")) * SECOND


time_machine.travel(0).start().time_ns = _told  # type: ignore[method-assign]  # nothing less moves while it runs
