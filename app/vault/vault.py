"""The vault of one installation: root keys wrap record keys; keys for single purposes are derived."""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from flask import Flask, current_app

from app.settings import Settings
from app.vault.keyfile import Keys, load_keys
from app.vault.seals import KEY_BYTES, Unreadable, derive_key, seal, unseal

_WRAP_CONTEXT: Final = "record key under root key "
_ID_BYTES: Final = 2
_INDEX_BYTES: Final = 16


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

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._derived: dict[str, bytes] = {}

    @property
    def newest_key_id(self) -> int:
        """The root key that wraps new record keys."""
        return next(iter(self._keys.wrapping))

    def new_record_key(self) -> RecordKey:
        """A random key for one record."""
        plain = secrets.token_bytes(KEY_BYTES)
        return RecordKey(plain, self._wrap(plain))

    def open_record_key(self, wrapped: bytes) -> bytes:
        """The key of a stored record. Raises UnknownKey when its root key is missing, Unreadable when it is damaged."""
        key_id = wrapping_key_id(wrapped)
        if key_id not in self._keys.wrapping:
            raise UnknownKey(key_id)
        return unseal(self._keys.wrapping[key_id], f"{_WRAP_CONTEXT}{key_id}", wrapped[_ID_BYTES:])

    def derive(self, label: str) -> bytes:
        """The installation's key for one purpose; the same at every start."""
        if label not in self._derived:
            self._derived[label] = derive_key(self._keys.derivation, label)
        return self._derived[label]

    def blind_index(self, label: str, value: str) -> bytes:
        """A mark by which an encrypted value can be found again, without regard to case and outer spaces."""
        plain = unicodedata.normalize("NFKC", value).casefold().strip().encode(errors="surrogatepass")
        return hmac.digest(self.derive(f"index:{label}"), plain, "sha256")[:_INDEX_BYTES]

    def _wrap(self, plain: bytes) -> bytes:
        key_id = self.newest_key_id
        sealed = seal(self._keys.wrapping[key_id], f"{_WRAP_CONTEXT}{key_id}", plain)
        return key_id.to_bytes(_ID_BYTES, "big") + sealed


def wrapping_key_id(wrapped: bytes) -> int:
    """Which root key wraps this record key."""
    return int.from_bytes(wrapped[:_ID_BYTES], "big")


def init_vault(app: Flask, settings: Settings) -> Vault:
    """Open the key file and give the application its vault and Flask's secret. Raises KeyFileError.

    A key file is made only for a new installation outside production: making one beside an existing database would turn
    everything in it unreadable without a word.
    """
    may_create = settings.env != "production" and not settings.has_database_file()
    vault = Vault(load_keys(settings.key_file, may_create=may_create))
    app.extensions["braid.vault"] = vault
    app.secret_key = vault.derive("flask-secret")
    return vault


def current_vault() -> Vault:
    """The vault of the application that is running."""
    found: Vault = current_app.extensions["braid.vault"]
    return found
