"""Keys from secrets that a person can write down: short, so that each guess has to be slow."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, VerifyMismatchError
from argon2.low_level import Type, error_to_str, hash_secret_raw

from app.settings import current_settings
from app.vault.seals import KEY_BYTES


class Cost(NamedTuple):
    """What each guess costs: Argon2id's passes, KiB and lanes."""

    passes: int
    memory: int
    lanes: int


_COST: Final = Cost(2, 19456, 1)  # OWASP's choice for Argon2id
_CHEAP: Final = Cost(1, 8, 1)
_NO_MEMORY, _NO_THREAD = -22, -33  # as the library of Argon2 numbers them
_RAN_OUT: Final = frozenset(map(error_to_str, (_NO_MEMORY, _NO_THREAD)))
_at_once = threading.BoundedSemaphore(4)


def slow_hash(secret: bytes) -> str:
    """A salted hash of a short secret. Raises MemoryError."""
    with _turn():
        return _hasher().hash(secret)


def is_slow_hash_of(secret: bytes, hashed: str) -> bool:
    """Whether `hashed` was made of this secret. Raises MemoryError: then nobody knows, and it is no wrong one."""
    with _turn(), suppress(VerifyMismatchError):
        return _hasher().verify(hashed, secret)
    return False


def slow_key(secret: bytes, salt: bytes) -> bytes:
    """A 32-byte key that only `secret` gives, at the cost of one hash. `salt`: at least 8 bytes. Raises MemoryError."""
    with _turn():
        return hash_secret_raw(secret, salt, *_cost(), hash_len=KEY_BYTES, type=Type.ID)


def ran_out(error: Argon2Error) -> bool:
    """Whether it could not be worked out, for want of memory: it says nothing of what was compared."""
    return str(error) in _RAN_OUT


@contextmanager
def _turn() -> Iterator[None]:
    with _at_once:
        try:
            yield
        except Argon2Error as error:
            if ran_out(error):
                raise MemoryError from error
            raise


def _hasher() -> PasswordHasher:
    return PasswordHasher(*_cost(), type=Type.ID)


def _cost() -> Cost:
    return _CHEAP if current_settings().env == "test" else _COST
