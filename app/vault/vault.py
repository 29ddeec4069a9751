"""The vault of one installation: root keys wrap record keys; keys for single purposes are derived."""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from app.vault.keyfile import Keys
from app.vault.seals import KEY_BYTES, Unreadable, derive_key, seal, unseal
from app.vault.watched import WatchedKeys

_WRAP_CONTEXT: Final = "record key under root key "
ID_BYTES: Final = 2
_INDEX_BYTES: Final = 16


class Locked(Unreadable):
    """There is a database and no key file for it: nothing can be sealed or opened. Says why in one line."""


class UnknownKey(Unreadable):
    """A record whose root key is not in the key file. `key_id` says which one is missing."""

    def __init__(self, key_id: int) -> None:
        super().__init__(f"root key {key_id} is not in the key file")
        self.key_id = key_id


@dataclass(frozen=True)
class RecordKey:
    """A new record's key: `plain` seals its fields now, `wrapped` is stored beside them."""

    plain: bytes = field(repr=False)
    wrapped: bytes


class Vault:
    """Opens and makes record keys, blind indexes and derived keys from the keys of one key file."""

    def __init__(self, keys: Keys, watched: WatchedKeys | None = None) -> None:
        """Take the keys of a file; `watched`: the file, if it may be changed meanwhile."""
        self._keys, self._watched = keys, watched
        self._derived: dict[str, bytes] = {}

    @property
    def newest_key_id(self) -> int:
        """The root key that wraps new record keys, by the key file as it is now."""
        self._look_again()
        return next(iter(self._keys.wrapping))

    @property
    def key_ids(self) -> tuple[int, ...]:
        """Every root key of the key file as it is now, the one that wraps first."""
        self._look_again()
        return tuple(self._keys.wrapping)

    def new_record_key(self) -> RecordKey:
        """A random key for one record."""
        plain = secrets.token_bytes(KEY_BYTES)
        return RecordKey(plain, self._wrap(plain))

    def open_record_key(self, wrapped: bytes) -> bytes:
        """The key of a stored record. Raises UnknownKey when its root key is missing, Unreadable when it is damaged."""
        key_id = wrapping_key_id(wrapped)
        if key_id not in self._keys.wrapping:
            self._look_again()
        if key_id not in self._keys.wrapping:
            raise UnknownKey(key_id)
        return unseal(self._keys.wrapping[key_id], f"{_WRAP_CONTEXT}{key_id}", wrapped[ID_BYTES:])

    def rewrap(self, wrapped: bytes) -> bytes:
        """The same record key under the newest root key. Raises UnknownKey, Unreadable."""
        return self._wrap(self.open_record_key(wrapped))

    def derive(self, label: str) -> bytes:
        """The installation's key for one purpose; the same at every start."""
        if label not in self._derived:
            self._derived[label] = derive_key(self._keys.derivation, label)
        return self._derived[label]

    def blind_index(self, label: str, value: str) -> bytes:
        """A mark by which an encrypted value can be found again, without regard to case and outer spaces."""
        plain = unicodedata.normalize("NFKC", value).casefold().strip().encode(errors="surrogatepass")
        return hmac.digest(self.derive(f"index:{label}"), plain, "sha256")[:_INDEX_BYTES]

    def _look_again(self) -> None:
        if self._watched:
            self._watched.look_again()
            self._keys = self._watched.now

    def _wrap(self, plain: bytes) -> bytes:
        key_id = self.newest_key_id
        sealed = seal(self._keys.wrapping[key_id], f"{_WRAP_CONTEXT}{key_id}", plain)
        return mark_of_key(key_id) + sealed


def wrapping_key_id(wrapped: bytes) -> int:
    """Which root key wraps this record key."""
    return int.from_bytes(wrapped[:ID_BYTES], "big")


def mark_of_key(key_id: int) -> bytes:
    """With what every record key begins that this root key wraps."""
    return key_id.to_bytes(ID_BYTES, "big")
