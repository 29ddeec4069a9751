"""Giving one record to a FHIR server: one transaction, which it takes as a whole or not at all."""

import json
import ssl
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from app.alerts.channels.reach import connect
from app.extensions.deadline import hang_up_after
from app.handoff.fhir.codes import Resource
from app.handoff.push.servers import Server

ALTOGETHER: Final = 60.0  # seconds
MOST: Final = 4_000_000  # bytes of a receipt that are read
_DONE: Final = ("200", "201")
_LATER: Final = frozenset({408, 409, 412, 423, 425, 429})  # of what begins with 4: the same may be taken another time
_FAULT: Final = 500


class NotTaken(Exception):
    """The other side did not take it, or did not say so. `problem` is a short word for the log.

    `lasting`: it will refuse it again. `in_doubt`: it may have taken it.
    """

    def __init__(self, problem: str, *, lasting: bool = False, in_doubt: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.lasting, self.in_doubt = problem, lasting, in_doubt


def give(server: Server, name: str, bundle: Resource) -> None:
    """Return once the server has said that it took every resource. Raises NotTaken.

    `name` goes along, the same at each try. A redirect is not followed.
    """
    headers = _headers(server, name)
    connection = _connect(server)
    try:
        status, receipt = _exchange(connection, server, headers, json.dumps(bundle, ensure_ascii=False).encode())
    finally:
        connection.close()
    if status != 200:
        raise NotTaken(f"http {status}", lasting=_will_refuse(status), in_doubt=status >= _FAULT)
    if not _is_receipt(receipt, len(bundle["entry"])):
        raise NotTaken("no receipt", in_doubt=True)


def _headers(server: Server, name: str) -> dict[str, str]:
    try:
        token = server.token()
    except (OSError, ValueError) as error:
        raise NotTaken("token") from error
    return {
        "Host": urlsplit(server.url).netloc,
        "Content-Type": "application/fhir+json; charset=utf-8",
        "Accept": "application/fhir+json",
        "Accept-Encoding": "identity",
        "Prefer": "return=minimal",
        "User-Agent": "Braid",
        "X-Request-Id": name,
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }


def _connect(server: Server) -> HTTPConnection:
    try:
        return connect(urlsplit(server.url), private=server.private)
    except NewConnectionError as error:  # which urllib3 takes for a kind of time-out
        raise NotTaken("no connection") from error
    except (TimeoutError, ConnectTimeoutError) as error:
        raise NotTaken("too slow") from error
    except ssl.SSLError as error:
        raise NotTaken("no encryption") from error
    except (OSError, HTTPError) as error:
        raise NotTaken("no connection") from error


def _exchange(connection: HTTPConnection, server: Server, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
    """The status, and the first bytes of what was said. From the first byte that was sent on it may have been taken."""
    wire = connection.sock  # the connection forgets it once an answer without a length has begun
    try:
        with hang_up_after(ALTOGETHER, lambda: wire):
            connection.request("POST", urlsplit(server.url).path or "/", body, headers, preload_content=False)
            response = connection.getresponse()
            return response.status, response.read(MOST, decode_content=False)
    except TimeoutError as error:
        raise NotTaken("too slow", in_doubt=True) from error
    except (OSError, HTTPError, HTTPException) as error:
        raise NotTaken("broke off", in_doubt=True) from error


def _will_refuse(status: int) -> bool:
    return status < _FAULT and status not in _LATER


def _is_receipt(text: bytes, entries: int) -> bool:
    """Whether it says of each resource that it was taken. A page to sign in, say, is none."""
    try:
        said: Any = json.loads(text)
        done = [entry["response"]["status"][:3] in _DONE for entry in said["entry"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    return said.get("type") == "transaction-response" and len(done) == entries and all(done)
