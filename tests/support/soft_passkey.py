"""A passkey as a phone keeps one, without the phone: it answers what the server asks, rightly or wrongly."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

HOST: Final = "localhost"
ORIGIN: Final = "http://localhost:8000"  # of an installation whose settings say nothing
_PRESENT, _VERIFIED, _SYNCS, _SYNCED, _NEW = 0x01, 0x04, 0x08, 0x10, 0x40


@dataclass
class SoftPasskey:
    """`count`: how often its chip says that it was used; one that is synced says 0 for ever."""

    count: int = 0
    origin: str = ORIGIN
    host: str = HOST
    verified: bool = True
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: Mapping[str, Any]) -> str:
        """What a browser answers with it when it is new."""
        x, y = (n.to_bytes(32, "big") for n in (self._public.x, self._public.y))
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        data = self._data(_NEW) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._said("webauthn.create", asked, {"attestationObject": _text(attested)})

    def use(self, asked: Mapping[str, Any]) -> str:
        """What a browser answers with it from then on."""
        self.count += 1 if self.count else 0
        data, client = self._data(0), self._client("webauthn.get", asked)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"authenticatorData": _text(data), "signature": _text(signature)}
        return self._said("webauthn.get", asked, parts)

    @property
    def _public(self) -> ec.EllipticCurvePublicNumbers:
        return self.key.public_key().public_numbers()

    def _data(self, kind: int) -> bytes:
        flags = _PRESENT | kind | (_VERIFIED if self.verified else 0) | (0 if self.count else _SYNCS | _SYNCED)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: Mapping[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _said(self, kind: str, asked: Mapping[str, Any], parts: Mapping[str, str]) -> str:
        response = {"clientDataJSON": _text(self._client(kind, asked)), **parts}
        return json.dumps({"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response})


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()
