"""Sealing bytes under a key: AES-256-GCM, bound to the place they belong to.

A seal is: one version byte, 12 random bytes, ciphertext with tag. The version and the context ("table|column|row id")
are authenticated, so a sealed value that was moved to another row or column opens nowhere.
"""

import json
import os
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_STEP: Final = 256


class Unreadable(Exception):
    """A sealed value that this key does not open here: damaged, moved, or sealed by another key."""


def derive_key(secret: bytes, label: str) -> bytes:
    """A 32-byte key for one purpose. Different labels give keys that say nothing about each other."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"braid:" + label.encode()).derive(secret)


def seal(key: bytes, context: str, plaintext: bytes) -> bytes:
    """Encrypt for one place."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, _VERSION + context.encode())


def unseal(key: bytes, context: str, blob: bytes) -> bytes:
    """Decrypt what `seal` made for the same place. Raises Unreadable."""
    if blob[:1] != _VERSION:
        raise Unreadable(f"{context}: not a seal of this version")
    nonce, ciphertext = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, _VERSION + context.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce or a tag
        raise Unreadable(f"{context}: cannot be opened with this key") from error


def seal_json(key: bytes, context: str, value: object) -> bytes:
    """Encrypt a JSON value for one place. Spaces, which JSON ignores, make its length say little of what is in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return seal(key, context, text + b" " * (-len(text) % _STEP))


def unseal_json(key: bytes, context: str, blob: bytes) -> Any:  # noqa: ANN401 - whatever JSON holds; the caller knows its shape
    """Decrypt a JSON value. Raises Unreadable."""
    return json.loads(unseal(key, context, blob))
