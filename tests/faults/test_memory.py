"""Memory that runs out, and bodies that would take all of it: only what needed it fails, as a fault of ours."""

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from app.settings import Settings
from tests.support.client_browser import NUMBERS
from tests.support.desk import CODE, PASSWORD, hire
from tests.support.fault_report import Report
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.load.crowd import all_sending
from tests.support.load.house import House, opened
from tests.support.processes import workers
from tests.support.raw import send
from tests.support.walker import Page

THREADS: Final = 8  # of the server
MEGABYTE: Final = 1_000_000
TOO_LARGE: Final = 10 * MEGABYTE
LEFT: Final = 24 * MEGABYTE  # less than a password takes
HEAD: Final = b"POST /start HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def kilobytes(process: int, what: str) -> int:
    """A line of what the kernel says of a process."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


@contextmanager
def hardly_any_left(process: int) -> Iterator[None]:
    """While the block runs it may take a few megabytes more, and nothing beyond."""
    _, most = resource.prlimit(process, resource.RLIMIT_AS)
    resource.prlimit(process, resource.RLIMIT_AS, (kilobytes(process, "VmSize") * 1024 + LEFT, most))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_AS, (most, most))


def sign_in(house: House, email: str) -> Page:
    return LiveBrowser(house.server.base_url).post("/staff/sign-in", [("email", email), ("password", PASSWORD)])


@pytest.mark.usefixtures("each_round")
def test_whoever_finds_no_memory_has_used_up_no_try_and_what_others_send_arrives(
    settings: Settings, tmp_path: Path, report: Report
) -> None:
    # In tests a password costs next to nothing; here it costs what it costs in real use.
    given = {"BRAID_ENV": "development", "BRAID_DATABASE_URL": settings.database_url}
    with opened(tmp_path, **given) as house, ExitStack() as limits:
        email, people = hire(house.app, "coordinator"), house.ready(4)
        use_every_thread(house)
        with house.book.fault("hardly any memory is left"):
            for worker in workers(house.server):
                limits.enter_context(hardly_any_left(worker))
            for _ in range(6):  # after five wrong ones there is a wait
                assert "Many people are signing in" in sign_in(house, email).text
            with all_sending(people):
                pass
            limits.close()
        assert sign_in(house, email).path == CODE
        report("FI-34", "hardly any memory is left", house.check(), house.book, 1)


def use_every_thread(house: House) -> None:
    """So that none has to be begun when there is no memory for it."""
    with ThreadPoolExecutor(THREADS) as at_once:
        list(at_once.map(lambda _: LiveBrowser(house.server.base_url).get("/help"), range(4 * THREADS)))


def test_bodies_that_are_far_too_large_are_refused_and_kept_nowhere(live_server: LiveServer) -> None:
    refused = send(live_server.port, HEAD + b"Content-Length: %d\r\n\r\n" % TOO_LARGE)
    assert refused.statuses == [413]
    assert all(number in refused.text for number in NUMBERS)
    before = {worker: kilobytes(worker, "VmRSS") for worker in workers(live_server)}
    for worker in before:
        Path(f"/proc/{worker}/clear_refs").write_text("5")  # its highest is what it has now
    with ThreadPoolExecutor(THREADS) as at_once:
        list(at_once.map(lambda number: pour(live_server.port, chunked=bool(number % 2)), range(2 * THREADS)))
    for worker, kept in before.items():
        assert kilobytes(worker, "VmHWM") - kept < TOO_LARGE / 1024, "not one of them was ever there as a whole"


def pour(port: int, *, chunked: bool) -> None:
    """All of it, as far as it is taken."""
    body = b"contact_name=" + b"x" * TOO_LARGE
    sizes = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body), b"Content-Length: %d\r\n\r\n" % len(body)
    with suppress(OSError):
        send(port, HEAD + sizes[not chunked] + body)
