"""One short name for the exact wording, scoring and rules in force: stored with each screening."""

import hashlib
from functools import cache

from app.definitions import SUMS_FILE
from app.instruments.catalogue import DEFINITIONS as INSTRUMENTS
from app.screening.rulebook import DEFINITIONS as RULES


@cache
def definitions_digest() -> str:
    """Sixteen hex digits over the pins of instruments, rules and plan. Raises OSError if a list of pins is gone."""
    pins = b"".join((directory / SUMS_FILE).read_bytes() for directory in (INSTRUMENTS, RULES))
    return hashlib.sha256(pins).hexdigest()[:16]
