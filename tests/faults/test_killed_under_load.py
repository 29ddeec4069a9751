"""Killed while many people send: whoever saw a receipt stands there once, and so does whoever tried again.

How often is `ROUNDS` in the environment: `ROUNDS=50 make faults ARGS="-k killed_under_load"`.
"""

import os
import random
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from tests.support.engines import on_each_engine
from tests.support.fault_report import Report, rounds
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.load.crowd import all_sending
from tests.support.load.house import House
from tests.support.load.person import CHECK, Person
from tests.support.processes import workers
from tests.support.raw import converse
from tests.support.wait import wait_until

ROUNDS: Final = rounds()
AT_ONCE: Final = 6
LONGEST_WAIT: Final = 0.3  # seconds after pressing send
when = random.Random(0)  # noqa: S311 - when to kill, nothing secret


def a_worker_is_killed(server: LiveServer) -> None:
    """The first process starts another one."""
    killed = workers(server)
    for worker in killed:
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    wait_until(lambda: set(workers(server)) - set(killed))


def everything_is_killed(server: LiveServer) -> None:
    """As by a power cut; whoever runs Braid, or systemd, starts it again."""
    server.kill9()
    server.start()


def it_is_asked_to_end(server: LiveServer) -> None:
    """As by an upgrade."""
    server.restart()


FAULTS: Final[dict[str, tuple[str, Callable[[LiveServer], None]]]] = {
    "a worker is killed": ("FI-1", a_worker_is_killed),
    "everything is killed": ("FI-2", everything_is_killed),
    "it is stopped and started": ("FI-2", it_is_asked_to_end),
}


@on_each_engine
def test_whoever_sends_meanwhile_stands_there_once(house: House, report: Report, engine: str) -> None:
    for what, (fault, happens) in FAULTS.items():
        for _ in range(ROUNDS):
            with all_sending(house.ready(AT_ONCE)), all_sending(house.ready(1), tries=1):
                time.sleep(when.uniform(0, LONGEST_WAIT))
                with house.book.fault(what):
                    happens(house.server)
        report(fault, f"{what} ({engine})", house.check(), house.book, ROUNDS)
        house.begin_anew()


def test_what_is_on_its_way_when_it_is_asked_to_end_is_answered(house: House) -> None:
    [person] = house.ready(1)
    request = send_request(person)
    with socket.create_connection(("127.0.0.1", house.server.port), 30) as connection:
        connection.sendall(request[:-1])
        wait_until(lambda: was_read(connection))
        os.kill(house.server.pid, signal.SIGTERM)
        wait_until(lambda: "Handling signal: term" in house.server.log.read_text("utf-8"))
        answer = converse(connection, request[-1:])
    assert answer.statuses == [303]
    assert "Location: /received" in answer.text


def send_request(person: Person) -> bytes:
    """What the browser sends when they press send."""
    page = person.walker.open(CHECK)
    assert isinstance(person.browser, LiveBrowser)
    body = urlencode({"csrf_token": page.token, "continue": "yes"})
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.browser.cookies)
    head = f"POST {CHECK} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{body}".encode()


def was_read(connection: socket.socket) -> bool:
    """Whether the server has taken everything that was sent: nothing waits at its end."""
    ends = [f":{port:04X}" for _, port in (connection.getpeername(), connection.getsockname())]
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()]
    waiting = [row[4] for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1])]
    return waiting == ["00000000:00000000"]
