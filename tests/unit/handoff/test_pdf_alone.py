"""While a PDF is made nothing is fetched from anywhere, and however much was typed, time and space are bounded."""

import json
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.unit.handoff.test_pdf import HOSTILE, answered

ROOT = Path(__file__).parents[3]
LONGEST = 4000  # characters of an answer in one's own words
MANY = 20  # more such answers than any screening has


def made(*texts: str, then: str = "") -> subprocess.CompletedProcess[bytes]:
    """Make it where the kernel ends whatever asks for a socket."""
    command = [sys.executable, "-m", "tests.support.without_network", *([then] if then else [])]
    content = json.dumps(answered(*texts)).encode()
    return subprocess.run(command, input=content, cwd=ROOT, capture_output=True, check=False)


def test_what_asks_for_the_network_is_ended_else_this_proves_nothing() -> None:
    assert made("hello", then="call").returncode == -signal.SIGSYS


def test_hostile_texts_and_very_many_of_them_become_a_file_without_network_and_within_bounds() -> None:
    long = [f"{text} ".ljust(LONGEST, "x") for text in HOSTILE] + [
        "\u202e" * LONGEST,
        "王" * LONGEST,
        "x " * (LONGEST // 2),
    ]
    done = made(*HOSTILE, *(long * (MANY // len(long) + 1))[:MANY])
    assert done.returncode == 0, done.stderr.decode()
    assert len(PdfReader(BytesIO(done.stdout)).pages) > MANY
