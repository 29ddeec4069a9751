"""Connecting to another system, and to nothing inside the house that its name could be made to point at."""

import ipaddress
import socket
import ssl
from typing import Final
from urllib.parse import SplitResult

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

EACH_STEP: Final = 10.0  # seconds that the other side may take to say something


class Inside(OSError):
    """A name that leads into the house, and nobody allowed that."""


def connect(target: SplitResult, *, private: bool) -> HTTPConnection:
    """A connection to the first address that answers. The certificate is compared with the name, not the address.

    `private`: its name may lead into a private network.
    """
    failed: Exception = OSError("the name has no address")
    for address in _addresses(target, private=private):
        connection = _connection(target, address)
        try:
            connection.connect()
        except (OSError, HTTPError) as error:
            failed = error
        else:
            return connection
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
    port = target.port or {"http": 80, "https": 443}[target.scheme]
    found = list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)))
    allowed = private or found == [name] or name == "localhost"
    if not allowed and not all(ipaddress.ip_address(address).is_global for address in found):
        raise Inside("the name leads into a private network")
    return found
