"""The reference a person may say on the phone. It opens nothing, and has no letters that sound or look alike."""

import secrets
import unicodedata

ALPHABET = "CDFHJKLMNPRTWX34679"  # and no vowels: a reference must not read as a word
LENGTH = 8
_READ_AS = str.maketrans("I1", "LL")


def new_reference() -> str:
    """A random reference such as `KX7M-4HRT`."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_reference(typed: str) -> str | None:
    """A reference as somebody typed it: any case, spaces and hyphens anywhere, I or 1 for L. None if it is none.

    Neither O nor 0 ever stands in one, so neither is a slip for the other.
    """
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum()).translate(_READ_AS)
    return _written(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def _written(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:]}"
