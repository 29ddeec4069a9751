"""Signing what leaves the house about the log, so that anybody who has the public key can check it without Braid."""

import base64
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.vault import current_vault

_LABEL: Final = "activity-signature"


def sign(content: bytes) -> str:
    """A detached Ed25519 signature, in base64."""
    return base64.b64encode(_key().sign(content)).decode()


def is_signed(content: bytes, signature: str) -> bool:
    """Whether this installation signed exactly this."""
    try:
        _key().public_key().verify(base64.b64decode(signature, validate=True), content)
    except (InvalidSignature, ValueError):  # ValueError: no base64
        return False
    return True


def public_key() -> str:
    """What others check signatures with. It is no secret; keep a copy where whoever runs Braid cannot change it."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(current_vault().derive(_LABEL))
