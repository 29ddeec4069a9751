"""Connecting to another system, and to nothing inside the house that its name could be made to point at."""

import ipaddress
import ssl
import time
from typing import Final
from urllib.parse import SplitResult

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from app.extensions.lookup import look_up

EACH_STEP: Final = 10.0  # seconds that the other side may take to say something
FOUND_WITHIN: Final = 10.0  # seconds that it may take to say where a name leads
NO_NEW_TRY_AFTER: Final = 15.0  # seconds, however many addresses the name has
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")  # the last four bytes are an address of the old kind
_OF_THE_WORLD: Final = ipaddress.ip_network("2000::/3")  # all that was ever given out in IPv6; a house may use the rest


class Inside(OSError):
    """A name that leads into the house, and nobody allowed that."""


def connect(target: SplitResult, *, private: bool) -> HTTPConnection:
    """A connection to the first address that answers. The certificate is compared with the name, not the address.

    The name is looked up once: what was checked is what is connected to. `private`: it may lead into a private network.
    """
    until = time.monotonic() + NO_NEW_TRY_AFTER
    failed: Exception = OSError("the name has no address")
    for address in _addresses(target, private=private):
        connection = _connection(target, address)
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            failed = error
        else:
            return connection
        if time.monotonic() > until:
            break
    raise failed


def _connection(target: SplitResult, address: str) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(address, target.port or 80, timeout=EACH_STEP)
    context = ssl.create_default_context()
    return HTTPSConnection(
        address, target.port or 443, timeout=EACH_STEP, server_hostname=target.hostname, ssl_context=context
    )


def _addresses(target: SplitResult, *, private: bool) -> list[str]:
    """Where the name leads now. Raises Inside unless all of it is outside, or the operator named it or allowed it."""
    name = str(target.hostname)
    found = look_up(name, target.port or {"http": 80, "https": 443}[target.scheme], FOUND_WITHIN)
    allowed = private or found == [name] or name == "localhost"
    if not allowed and not all(map(_is_outside, found)):
        raise Inside("the name leads into a private network")
    return found


def _is_outside(address: str) -> bool:
    """Whether it is a machine of the world. An address that only wraps another leads to where that one leads."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(found.packed[-4:]) if found in _TRANSLATED else None
        found = found.ipv4_mapped or found.sixtofour or translated or found
    if isinstance(found, ipaddress.IPv6Address) and found not in _OF_THE_WORLD:
        return False
    return found.is_global and not found.is_multicast
