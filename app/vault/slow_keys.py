"""Keys from secrets that a person can write down: short, so that each guess has to be slow."""

import threading
from contextlib import suppress
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type, hash_secret_raw

from app.settings import current_settings
from app.vault.seals import KEY_BYTES


class Cost(NamedTuple):
    """What each guess costs: Argon2id's passes, KiB and lanes."""

    passes: int
    memory: int
    lanes: int


_COST: Final = Cost(2, 19456, 1)  # OWASP's choice for Argon2id
_CHEAP: Final = Cost(1, 8, 1)
_at_once = threading.BoundedSemaphore(4)


def slow_hash(secret: bytes) -> str:
    """A salted hash of a short secret."""
    with _at_once:
        return _hasher().hash(secret)


def is_slow_hash_of(secret: bytes, hashed: str) -> bool:
    """Whether `hashed` was made of this secret."""
    with _at_once, suppress(VerificationError):
        return _hasher().verify(hashed, secret)
    return False


def slow_key(secret: bytes, salt: bytes) -> bytes:
    """A 32-byte key that only `secret` gives, at the cost of one hash. `salt`: at least 8 bytes."""
    with _at_once:
        return hash_secret_raw(secret, salt, *_cost(), hash_len=KEY_BYTES, type=Type.ID)


def _hasher() -> PasswordHasher:
    return PasswordHasher(*_cost(), type=Type.ID)


def _cost() -> Cost:
    return _CHEAP if current_settings().env == "test" else _COST
