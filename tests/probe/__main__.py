"""Run the probes, one after the other, and print what they found. Exits with 1 if any of it is not explained."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from tests.probe import flood, framing, scanner, slow_clients, stored_scripts
from tests.probe.alone import run_alone
from tests.probe.finding import Finding
from tests.probe.recording import person, staff
from tests.probe.sql_injection import SqlMap
from tests.probe.stack import Stack, installed, stack
from tools.ensure_probe import PROGRAMS

ROLES = ("coordinator", "admin")
ALONE = "--alone"  # said to itself: the network around it is its own
Probe = Callable[[Stack], Iterable[Finding]]


def unlimited(*, full: bool, sqlite: bool) -> dict[str, Probe]:
    """The probes that would be held back after a minute in real use, by name, in the order in which they run."""
    wapiti = partial(scanner.probe, PROGRAMS / "wapiti", full=full)
    sqlmap = SqlMap(PROGRAMS / "sqlmap", "sqlite" if sqlite else "postgresql", full).probe
    return {
        "framing": framing.probe,
        "stored scripts": lambda stack: stored_scripts.probe(staff(stack, "coordinator")),
        "sqlmap as a person": lambda stack: sqlmap(stack, person(), "a person"),
        **{f"sqlmap as {role}": partial(_signed_in, sqlmap, role) for role in ROLES},
        "wapiti as a stranger": lambda stack: wapiti(stack, None, "a stranger"),
        **{f"wapiti as {role}": partial(_signed_in, wapiti, role) for role in ROLES},
    }


def _signed_in(probe: Callable[..., Iterable[Finding]], role: str, stack: Stack) -> Iterable[Finding]:
    return probe(stack, staff(stack, role), role)


def limited() -> dict[str, Probe]:
    """Those that meet Braid with its limits, as in real use."""
    wapiti = partial(scanner.probe, PROGRAMS / "wapiti", full=False)
    return {
        "slow clients": slow_clients.probe,
        "flood": flood.probe,
        "held-back wapiti": lambda stack: wapiti(stack, None, "a stranger, with limits"),
    }


def run(name: str, probe: Probe, stack: Stack) -> list[Finding]:
    """Run one, and say how much it asked and how long it took."""
    began, before = time.monotonic(), stack.log_length()
    found: list[Finding] = []
    try:
        found += dict.fromkeys(probe(stack))
    except Exception as error:  # the others go on
        found.append(Finding(name, "the probe itself", f"{type(error).__name__}: {str(error)[:200]}"))
    took = time.monotonic() - began
    print(f"{name}: {len(found)} found, {took:.0f} s, {stack.statuses(before)}", flush=True)
    return found


def main(arguments: list[str]) -> int:
    """`--full` takes hours, `--sqlite` the other database; words pick the probes in whose names they stand."""
    with tempfile.TemporaryDirectory(prefix="braid-probe-") as name:
        if ALONE not in arguments:
            return run_alone([sys.executable, "-m", "tests.probe", ALONE, *arguments], Path(name))
        return say(list(everything(Path(name), arguments)))


def everything(folder: Path, arguments: list[str]) -> Iterator[Finding]:
    """What all of them found."""
    words = [word for word in arguments if not word.startswith("--")]
    full, sqlite = "--full" in arguments, "--sqlite" in arguments
    with installed(folder, sqlite=sqlite) as addresses:
        for probes, limits in ((unlimited(full=full, sqlite=sqlite), False), (limited(), True)):
            wanted = [name for name in probes if not words or any(word in name for word in words)]
            if wanted:
                with stack(folder, addresses, limits=limits) as it:
                    for name in wanted:
                        yield from run(name, probes[name], it)


def say(found: list[Finding]) -> int:
    """Print all of it, what is explained with the reason."""
    for one in found:
        print(f"  {'explained' if one.why else 'FOUND'} | {one}{' | ' + one.why if one.why else ''}")
    return int(any(not one.why for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
