"""slowhttptest: hundreds of clients that never finish what they say, while others want to be served."""

import http.client
import re
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.probe.alone import add_address, as_address
from tests.probe.finding import Finding
from tests.probe.stack import NAMELESS, Stack, trusting
from tests.support.nginx import PERSON

ADDRESSES = [f"10.9.0.{number}" for number in range(1, 26)]
EACH, SECONDS, QUIET_SECONDS = 20, 20, 5  # 500 connections; 20 is what the proxy lets one address have
DOOR = f"https://{PERSON}:{NAMELESS}"
KINDS = {
    "half a header": ("-H", "-i", "5", "-u", f"{DOOR}/"),
    "half a body": ("-B", "-i", "5", "-t", "POST", "-u", f"{DOOR}/start"),
    "an answer read slowly": ("-X", "-k", "3", "-n", "5", "-z", "16", "-w", "32", "-y", "64", "-u", f"{DOOR}/"),
}
SERVED = "/help"  # which nobody is ever held back from
SLOWER_SECONDS = 1.0  # than without them
CONNECTED = re.compile(rb"connected:[^\d\n]*\x1b\[[\d;]*m\s*(\d+)")  # it writes in colours


def probe(stack: Stack) -> Iterable[Finding]:
    """Ask for help again and again meanwhile, from an address that has no part in it."""
    for address in ADDRESSES:
        add_address(address)
    quiet = one_in_twenty(asked(QUIET_SECONDS))
    for kind, flags in KINDS.items():
        with ExitStack() as all_of_them:
            for address in ADDRESSES:
                all_of_them.enter_context(slowly(address, stack.folder, flags))
            busy = one_in_twenty(asked(SECONDS))
        there = sum(connected(stack.folder, address) for address in ADDRESSES)
        took = f"beside {there} of them one page in twenty took over {busy:.2f} s, without them {quiet:.2f} s"
        print(f"  {kind}: {took}")
        if busy > quiet + SLOWER_SECONDS or not there:
            yield Finding("slowhttptest", kind, took)


@contextmanager
def slowly(address: str, folder: Path, flags: tuple[str, ...]) -> Iterator[None]:
    """Twenty of them, to their end. They stand for other machines, so they leave the processor to this one."""
    command = ["nice", "-n", "19", "slowhttptest", *flags, "-c", str(EACH), "-r", str(EACH), "-l", str(SECONDS)]
    with said_by(folder, address).open("wb") as said:
        process = subprocess.Popen(as_address(address, folder, command), stdout=said, stderr=said)
        try:
            yield
            process.wait(SECONDS)  # what it says at its end is worth reading
        finally:
            process.kill()
            process.wait()


def said_by(folder: Path, address: str) -> Path:
    """Where it writes how it goes."""
    return folder / f"slow-{address}.log"


def connected(folder: Path, address: str) -> int:
    """How many of the connections from there stood at once."""
    return max(map(int, CONNECTED.findall(said_by(folder, address).read_bytes())), default=0)


def asked(seconds: float) -> Iterable[float]:
    """How long each page took, for so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        connection = http.client.HTTPSConnection(PERSON, timeout=30, context=trusting())
        connection.request("GET", SERVED)
        assert connection.getresponse().status == http.client.OK
        connection.close()
        yield time.monotonic() - began
        time.sleep(0.2)


def one_in_twenty(waited: Iterable[float]) -> float:
    """What one of twenty took longer than."""
    return statistics.quantiles(waited, n=20, method="inclusive")[-1]
