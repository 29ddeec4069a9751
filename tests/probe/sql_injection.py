"""sqlmap on each kind of recorded request."""

import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.probe.finding import Finding
from tests.probe.recording import ID, Asked, Recorder
from tests.probe.stack import Stack

FOUND = re.compile(r"is vulnerable|identified the following injection|appears to be '.*' injectable")
# What keeps it from trying anything; that it found nothing, or had no more time, is what was asked for.
GOES_ON = "all tested parameters|time limit|heuristics detected|target URL content appears"
STOPPED = re.compile(rf"\[CRITICAL\] (?!{GOES_ON})(.*)")
QUICK = ("--level=1", "--risk=1", "--technique=BEU", "--time-limit=10")
BEGINS_ANEW = ("/start",)  # after which the session that was recorded opens nothing: tried last
QUICK_SECONDS = 240  # for all kinds of requests of one browser
FULL = ("--level=5", "--risk=3")
HOW = (
    "--batch",
    "--force-ssl",
    "--skip=csrf_token,Host,Cookie",
    "--flush-session",
    "--disable-coloring",
    "--ignore-code=*",
)


@dataclass(frozen=True)
class SqlMap:
    """The program, which database it is told to expect, and whether it takes its time."""

    program: Path
    database: str
    full: bool

    def probe(self, stack: Stack, browser: Recorder, who: str) -> Iterable[Finding]:
        """Try every field of every kind of request that this browser made, and every id in an address."""
        before, kinds = stack.log_length(), chosen(browser.asked, every=self.full)
        until, tried = time.monotonic() + QUICK_SECONDS, 0
        for asked in kinds:
            if self.full or time.monotonic() < until:
                tried += 1
                said = self._say(stack, browser, asked)
                for found in filter(None, (FOUND.search(said), STOPPED.search(said))):
                    yield Finding("sqlmap", f"{who}: {' '.join(asked.kind)}", found[0])
        print(f"  {tried} of {len(kinds)} kinds of requests")
        yield from stack.faults(f"sqlmap as {who}", before)

    def _say(self, stack: Stack, browser: Recorder, asked: Asked) -> str:
        file = stack.folder / "request.txt"
        file.write_text(as_sent(browser, asked), "utf-8")
        command = [str(self.program), "-r", str(file), f"--output-dir={stack.folder / 'sqlmap'}", *HOW]
        command += [f"--dbms={self.database}", *(FULL if self.full else QUICK)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def chosen(asked: list[Asked], *, every: bool) -> list[Asked]:
    """One of each kind, the one with the most fields; `every`: one for each set of fields."""
    largest: dict[object, Asked] = {}
    for one in sorted(asked, key=lambda one: len(one.fields)):
        if one.body or "?" in one.path:
            largest[(one.kind, one.fields if every else None)] = one
    ids = {one.kind: replace(one, path=ID.sub(r"\g<0>*", one.path)) for one in asked if not one.body}
    fullest = sorted(largest.values(), key=lambda one: (one.path in BEGINS_ANEW, -len(one.fields)))
    return [*(one for one in ids.values() if "*" in one.path), *fullest]


def as_sent(browser: Recorder, asked: Asked) -> str:
    """The request as it goes over the wire."""
    head = [f"{asked.method} {asked.path} HTTP/1.1", f"Host: {browser.host}", f"Cookie: {browser.cookie}"]
    if asked.body:
        head += [f"Origin: {browser.base_url}", "Content-Type: application/x-www-form-urlencoded"]
    return "\r\n".join([*head, "", asked.body])
