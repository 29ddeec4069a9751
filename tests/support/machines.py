"""Several machines on this one: network namespaces, joined by cables. They take root, and iproute2.

So a machine can fall silent, which is not the same as saying no: its packets are lost, and nobody is told.
"""

import os
import secrets
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from tests.support.absent import absent
from tools.ensure_deploy import ip

HERE: Final = "127.0.0.1"
NETWORK: Final = "198.18"  # set aside for measuring between machines; nobody's on the Internet
IP: Final = ip()


@dataclass
class Machine:
    """`namespace`: its own network; this machine has none. `cables`: what each is called there, by where it leads."""

    address: str = HERE
    namespace: str | None = None
    cables: dict[str, str] = field(default_factory=dict)

    def start(self, command: Sequence[str | os.PathLike[str]], **how: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401 - as Popen takes it
        """A program that runs on it, in a group of its own. The process is the program itself."""
        on_it = [str(IP), "netns", "exec", self.namespace] if self.namespace else []
        return subprocess.Popen([*on_it, *command], start_new_session=True, **how)

    def pull_the_plug(self) -> None:
        """Every cable of it, at once."""
        for cable in self.cables.values():
            self._ip("link", "set", cable, "down")

    @contextmanager
    def silent_to(self, other: "Machine") -> Iterator[None]:
        """Nothing that it sends to the other arrives any more, for a while. What the other sends does."""
        self._ip("route", "replace", "blackhole", f"{other.address}/32")
        try:
            yield
        finally:
            self._ip("route", "replace", f"{other.address}/32", "dev", self.cables[other.address])

    def plug_in(self, end: str, beyond: "Machine") -> None:
        """Take one end of a cable."""
        inside = end
        if self.namespace:
            inside = self.cables[beyond.address] = f"cable{len(self.cables)}"
            _ip("link", "set", end, "netns", self.namespace, "name", inside)
        self._ip("addr", "add", self.address, "peer", beyond.address, "dev", inside)
        self._ip("link", "set", inside, "up")

    def _ip(self, *words: str) -> None:
        _ip(*(("-n", self.namespace) if self.namespace else ()), *words)


@contextmanager
def machines(*names: str, cables: Sequence[tuple[str, str]]) -> Iterator[dict[str, Machine]]:
    """Machines of these names, and this one as "here", joined as said. Gone afterwards, whatever still runs on them.

    Skips, loudly, where none can be made.
    """
    mark = secrets.token_hex(3)
    if not _can_make_one(f"b{mark}"):
        absent("what makes network namespaces (iproute2, and root)")
    network = _free_network()
    made = {name: Machine(f"{network}.{number}", f"b{mark}-{name}") for number, name in enumerate(names, 2)}
    made["here"] = Machine(f"{network}.1")
    with ExitStack() as until:
        for name in names:
            _ip("netns", "add", f"b{mark}-{name}")
            until.callback(_ip, "netns", "del", f"b{mark}-{name}")
            _ip("-n", f"b{mark}-{name}", "link", "set", "lo", "up")
        for number, (one, other) in enumerate(cables):
            ends = f"c{mark}{number}a", f"c{mark}{number}b"
            _ip("link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
            made[one].plug_in(ends[0], made[other])
            made[other].plug_in(ends[1], made[one])
        yield made


def _can_make_one(name: str) -> bool:
    if IP is None or os.geteuid() != 0:
        return False
    made = subprocess.run([IP, "netns", "add", name], capture_output=True, check=False).returncode == 0
    if made:
        _ip("netns", "del", name)
    return made


def _free_network() -> str:
    """The beginning of addresses of which nobody on this machine has one."""
    taken = _ip("-o", "-4", "addr")
    while True:
        network = f"{NETWORK}.{secrets.randbelow(256)}"
        if f" {network}." not in taken:
            return network


def _ip(*words: str) -> str:
    return subprocess.run([str(IP), *words], capture_output=True, text=True, check=True).stdout
