"""Asking where a name leads. The system's own way has no time-out, and a name server that is away takes half a minute
or more; whoever waits for it would hold up everybody behind them."""

import socket
import threading


def look_up(name: str, port: int, within: float) -> list[str]:
    """The addresses of a name, each once. Raises TimeoutError when nobody says so in time, and OSError.

    Who is still asking by then is left behind, and ends when the system gives up.
    """
    came: list[list[str] | Exception] = []
    asking = threading.Thread(target=_ask, args=(name, port, came), daemon=True)
    asking.start()
    asking.join(within)
    match came:
        case [Exception() as error]:
            raise error
        case [list() as addresses]:
            return addresses
    raise TimeoutError("nobody said in time where the name leads")


def _ask(name: str, port: int, came: list[list[str] | Exception]) -> None:
    try:
        entries = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        came.append(list(dict.fromkeys(str(entry[4][0]) for entry in entries)))
    except Exception as error:  # for whoever waits
        came.append(error)
