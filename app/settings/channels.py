"""How alerts leave the house: the address of a mail server, the address and the secret of a webhook."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.settings.values import web_address

_PORTS: Final = {"smtp": 587, "smtps": 465}
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}", re.ASCII)
_SECRET_BEGINS: Final = "whsec_"  # noqa: S105 - what a secret of Standard Webhooks begins with
_SECRET_BYTES: Final = range(24, 65)  # as Standard Webhooks asks

Encryption = Literal["from the first byte", "before anything is said", "none"]


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and as whom. Only a server on this machine is spoken to in the clear."""

    host: str
    port: int
    sender: str
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(value: str) -> MailServer:
    parts = urlsplit(value)
    port = _port(parts)
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise ValueError("must be an address like smtp://user:password@mail.example.org:587?from=braid@example.org")
    sender = parse_qs(parts.query).get("from", [""])[-1]
    if not is_address(sender):
        raise ValueError("must end with ?from= and the address that mail comes from")
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        sender=sender,
        encryption=_encryption(parts.scheme, parts.hostname),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _port(parts: SplitResult) -> int | None:
    """0 for what is no port: it may be the rest of a password with a slash in it, which nobody may read."""
    try:
        return parts.port
    except ValueError:
        return 0


def is_address(text: str) -> bool:
    """Whether this is one plain address: nothing in it could begin another line of a message, or name somebody else."""
    return bool(_ADDRESS.fullmatch(text))


def webhook_url(value: str) -> str:
    parts = urlsplit(web_address(value))
    if parts.scheme != "https" and parts.hostname not in _THIS_MACHINE:
        raise ValueError("must begin with https://")
    if parts.username or parts.fragment:
        raise ValueError("must be an address without a name, a password or a #")
    return value


def webhook_secret(value: str) -> str:
    try:
        secret = base64.b64decode(value.removeprefix(_SECRET_BEGINS), validate=True)
    except binascii.Error:
        secret = b""
    if not value.startswith(_SECRET_BEGINS) or len(secret) not in _SECRET_BYTES:
        raise ValueError(f"must be {_SECRET_BEGINS} and 24 to 64 random bytes in base64")
    return value


def _encryption(scheme: str, host: str) -> Encryption:
    if scheme == "smtps":
        return "from the first byte"
    return "none" if host in _THIS_MACHINE else "before anything is said"
