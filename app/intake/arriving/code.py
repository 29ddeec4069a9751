"""The return code as people write it: 16 signs of Crockford's base 32, in four groups.

The first four find a draft, the other twelve (60 random bits) prove that it is theirs.
"""

from dataclasses import dataclass
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
SELECTOR, LENGTH, GROUP = 4, 16, 4
_READ_AS: Final = str.maketrans("OIL", "011", " -–—_.\t\n\r\u00a0")


@dataclass(frozen=True)
class Code:
    """A well-formed return code. Its text never appears in a log: `repr` does not show it."""

    signs: str

    def __repr__(self) -> str:
        return "Code(...)"

    def __str__(self) -> str:
        return "-".join(self.signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    @property
    def selector(self) -> str:
        """Finds the draft."""
        return self.signs[:SELECTOR]

    @property
    def verifier(self) -> bytes:
        """Proves and opens."""
        return self.signs[SELECTOR:].encode()


def code_of(random: bytes) -> Code:
    """The code that these random bytes make, a sign from each of the first 16."""
    return Code("".join(ALPHABET[byte % len(ALPHABET)] for byte in random[:LENGTH]))


def read_code(typed: str) -> Code | None:
    """A code as somebody typed it: any case, spaces and hyphens anywhere, O for 0, I or L for 1. None if it is none."""
    signs = typed.upper().translate(_READ_AS)
    return Code(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None
