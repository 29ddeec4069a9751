"""Encryption at rest: sealed values, one key per record, root keys from a file outside the database."""

from app.vault import rootkeys
from app.vault.current import current_vault, init_vault, why_locked
from app.vault.keyfile import KeyFileError, create_key_file, load_keys
from app.vault.seals import Unreadable, derive_key, seal, seal_json, unseal, unseal_json
from app.vault.slow_keys import is_slow_hash_of, ran_out, slow_hash, slow_key
from app.vault.vault import Locked, RecordKey, UnknownKey, Vault
from app.vault.wrapped import WrappedKeys

__all__ = [
    "KeyFileError",
    "Locked",
    "RecordKey",
    "UnknownKey",
    "Unreadable",
    "Vault",
    "WrappedKeys",
    "create_key_file",
    "current_vault",
    "derive_key",
    "init_vault",
    "is_slow_hash_of",
    "load_keys",
    "ran_out",
    "rootkeys",
    "seal",
    "seal_json",
    "slow_hash",
    "slow_key",
    "unseal",
    "unseal_json",
    "why_locked",
]
