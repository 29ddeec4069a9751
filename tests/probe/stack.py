"""The whole of Braid as it is deployed: PostgreSQL, a process and a role for each side, nginx, made-up people in it."""

import json
import re
import ssl
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import psycopg

from app.settings import DEMO_SIGN_INS
from tests.probe.finding import Finding
from tests.support.authenticator import Authenticator
from tests.support.divided import ROLES, as_role
from tests.support.live_server import LiveServer, serving
from tests.support.nginx import DESK, PERSON, Proxy, write
from tests.support.nginx import serving as nginx_serving
from tests.support.postgresql import postgres_server

NAMELESS = 8443  # the person's server once more, for a program that says no name when it begins with TLS
SIDES = ("patient", "staff")
IN_COMMON = {
    "BRAID_ENV": "demo",
    "BRAID_BASE_URL": f"https://{DESK}",
    "BRAID_PERSON_URL": f"https://{PERSON}",
    "BRAID_TRUSTED_HOSTS": f"{PERSON},{DESK},127.0.0.1",
    "BRAID_PROXIES": "1",
}


@dataclass(frozen=True)
class Stack:
    """What the probes meet."""

    staff: LiveServer
    proxy: Proxy
    folder: Path
    authenticators: dict[str, Authenticator] = field(default_factory=dict)

    @cached_property
    def _sign_ins(self) -> dict[str, dict[str, str]]:
        found = json.loads((self.staff.instance / DEMO_SIGN_INS).read_text("utf-8"))
        return {entry["role"]: entry for entry in found}

    def sign_in_of(self, role: str) -> tuple[str, str, Authenticator]:
        """Address, password and authenticator of somebody made up."""
        entry = self._sign_ins[role]
        shows = self.authenticators.setdefault(role, Authenticator(entry["totp_secret"]))
        return entry["email"], entry["password"], shows

    def log_length(self) -> int:
        """How long the log is now."""
        return self.staff.log.stat().st_size

    def answered(self, since: int) -> list[dict[str, object]]:
        """What Braid itself answered since the log was so long."""
        lines = self.staff.log.read_bytes()[since:].decode("utf-8", errors="replace").splitlines()
        return [line for line in map(json.loads, (it for it in lines if it.startswith("{"))) if line.get("status")]

    def statuses(self, since: int) -> str:
        """How many requests came through, and how they were answered."""
        counted = Counter(str(line["status"]) for line in self.answered(since))
        each = ", ".join(f"{status} {count}" for status, count in sorted(counted.items()))
        return f"{counted.total()} requests ({each})"

    def faults(self, program: str, since: int) -> list[Finding]:
        """Every answer that was an error of ours, since the log was so long; each kind once."""
        wrong = {
            (it["method"], it["route"], it["status"]) for it in self.answered(since) if int(str(it["status"])) >= 500
        }
        return [Finding(program, f"{method} {route}", f"answered {status}") for method, route, status in wrong]


def trusting() -> ssl.SSLContext:
    """For a certificate that was made a minute ago."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def installed(folder: Path, *, sqlite: bool) -> Iterator[Mapping[str, str]]:
    """Tables, roles and made-up people; gives the address of the database for each side."""
    with _database(folder, sqlite=sqlite) as addresses:
        owner = LiveServer(folder, BRAID_DATABASE_URL=addresses["owner"])
        owner.flask("demo", "--only-fill")
        if not sqlite:
            owner.flask("grants")
        yield addresses


@contextmanager
def _database(folder: Path, *, sqlite: bool) -> Iterator[Mapping[str, str]]:
    if sqlite:
        yield dict.fromkeys(("owner", *SIDES), f"sqlite:///{folder}/instance/braid.sqlite")
        return
    with postgres_server() as server:
        address = server.address_of(server.new_database())
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as superuser:
            superuser.execute(ROLES.read_text("utf-8"))
        yield {name: as_role(address, f"braid_{name}") for name in ("owner", *SIDES)}


@contextmanager
def stack(folder: Path, addresses: Mapping[str, str], *, limits: bool) -> Iterator[Stack]:
    """Everything, while it is probed. `limits`: as in real use, where a scanner would not get far."""
    held = {"BRAID_RATE_LIMITS": "on" if limits else "off"}
    each = [IN_COMMON | held | {"BRAID_SURFACE": side, "BRAID_DATABASE_URL": addresses[side]} for side in SIDES]
    front = Proxy(80, 443, folder / "nginx", "0.0.0.0")  # noqa: S104 - in a network without anybody
    front.folder.mkdir(exist_ok=True)
    with serving(folder, **each[0]) as patient, serving(folder, **each[1]) as staff:
        write(front, [f"127.0.0.1:{patient.port}"], [f"127.0.0.1:{staff.port}"])
        _answer_the_nameless(front.folder / "braid.conf")
        with nginx_serving(front):
            yield Stack(staff, front, folder)


def _answer_the_nameless(path: Path) -> None:
    named = re.compile(rf"(listen 0.0.0.0:443 ssl http2;)(\s+server_name {re.escape(PERSON)};)")
    text, count = named.subn(rf"\1\n    listen {NAMELESS} ssl http2 default_server;\2", path.read_text("utf-8"))
    assert count == 1, "the configuration has another shape now"
    path.write_text(text, "utf-8")
