"""The one address at which browsers make and use passkeys for this installation, as it was configured."""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from app.settings import current_settings

_LOCAL: Final = "localhost"
_USUAL_PORTS: Final = {"https": 443, "http": 80}


@dataclass(frozen=True)
class RelyingParty:
    """The name that a passkey is bound to, and the address whose pages alone may ask for it."""

    name: str
    origin: str


def relying_party() -> RelyingParty | None:
    """None where no browser would: at a bare number, and over plain HTTP from another machine.

    This very machine by its number is the same by its name, which is none for a browser.
    """
    parts = urlsplit(current_settings().base_url)
    host = parts.hostname or ""
    name = _LOCAL if _number(host) and ipaddress.ip_address(host).is_loopback else host
    if _number(name) or (parts.scheme != "https" and name != _LOCAL):
        return None
    port = "" if parts.port in (None, _USUAL_PORTS[parts.scheme]) else f":{parts.port}"
    return RelyingParty(name, f"{parts.scheme}://{name}{port}")


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
