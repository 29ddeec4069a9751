"""Encryption at rest: sealed values, one key per record, root keys from a file outside the database."""

from app.vault.keyfile import KeyFileError, create_key_file, load_keys
from app.vault.seals import Unreadable, derive_key, seal, seal_json, unseal, unseal_json
from app.vault.slow_keys import is_slow_hash_of, slow_hash, slow_key
from app.vault.vault import RecordKey, UnknownKey, Vault, current_vault, init_vault

__all__ = [
    "KeyFileError",
    "RecordKey",
    "UnknownKey",
    "Unreadable",
    "Vault",
    "create_key_file",
    "current_vault",
    "derive_key",
    "init_vault",
    "is_slow_hash_of",
    "load_keys",
    "seal",
    "seal_json",
    "slow_hash",
    "slow_key",
    "unseal",
    "unseal_json",
]
