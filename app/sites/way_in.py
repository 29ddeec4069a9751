"""The code in the address of a centre's first page."""

import secrets
from typing import Final

_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another one, for whoever types it from a sheet
_LENGTH: Final = 10
_MOST: Final = 16


def new_way_in() -> str:
    """One that nobody guesses."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def is_way_in(code: str) -> bool:
    """Whether it may be one at all: a database need not be asked for what it could not even hold."""
    return 0 < len(code) <= _MOST and set(code) <= set(_SIGNS)
