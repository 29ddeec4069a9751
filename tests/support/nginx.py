"""The real nginx with the configuration of deploy/, on ports of its own and with a certificate that nobody trusts."""

import re
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.absent import absent
from tests.support.certificate import certificate_for
from tests.support.live_server import ROOT, free_port
from tests.support.wait import wait_until
from tools.ensure_deploy import nginx

DEPLOY = ROOT / "deploy"
SEVERAL = re.compile(r"# On several machines, a line for each: server \S+?:\d+( .+);")
PERSON, DESK = "checkin.example.org", "desk.example.org"
# What it keeps nowhere else, so that it needs no rights; one process, so that what it can hold is known.
WITHOUT_RIGHTS = {
    "user www-data;": "daemon off;",
    "pid /run/nginx.pid;": "pid {folder}/nginx.pid;",
    "error_log /dev/null emerg;": "error_log {folder}/start.log;",
    "worker_processes auto;": "worker_processes 1;",
    "include /etc/nginx/conf.d/*.conf;": """\
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/braid.conf;""",
}


@dataclass(frozen=True)
class Proxy:
    """Where it listens: in the clear, and for TLS."""

    plain: int
    tls: int
    folder: Path
    address: str = "127.0.0.1"


@contextmanager
def proxy(folder: Path, upstream: int) -> Iterator[Proxy]:
    """nginx in front of what listens on this port."""
    here = [f"127.0.0.1:{upstream}"]
    with balancer(folder, here, here) as its:
        yield its


@contextmanager
def balancer(folder: Path, patient: Sequence[str], staff: Sequence[str]) -> Iterator[Proxy]:
    """The same in front of several machines, for each side those at these addresses."""
    its = Proxy(free_port(), free_port(), folder)
    write(its, patient, staff)
    with serving(its):
        yield its


@contextmanager
def serving(its: Proxy) -> Iterator[None]:
    """nginx with what was written for it. Skips, loudly, where there is none."""
    program = nginx() or absent("nginx")
    process = subprocess.Popen([program, "-p", its.folder, "-c", its.folder / "nginx.conf"])
    try:
        wait_until(lambda: process.poll() is not None or _listens(its.tls))
        assert process.poll() is None, "nginx did not start: what it said stands above"
        yield
    finally:
        process.terminate()
        process.wait(30)


def write(its: Proxy, patient: Sequence[str], staff: Sequence[str]) -> None:
    """The files as they are shipped, but for places, certificates and what listens: for each side, these addresses."""
    certificate = str(certificate_for("127.0.0.1", its.folder))
    changed = {
        "listen 80": f"listen {its.address}:{its.plain}",
        "listen 443": f"listen {its.address}:{its.tls}",
        "/opt/braid/deploy/nginx": str(its.folder),
        "/opt/braid/deploy": str(DEPLOY),
        "server unix:/run/braid-patient/web.sock;": _servers(patient),
        "server unix:/run/braid-staff/web.sock;": _servers(staff),
    }
    for shipped in (DEPLOY / "nginx").glob("*.conf"):
        text = re.sub(r"/etc/letsencrypt/live/\S+\.pem", certificate, shipped.read_text("utf-8"))
        for old, new in changed.items():
            text = text.replace(old, new)
        (its.folder / shipped.name).write_text(text)
    main = (DEPLOY / "nginx" / "nginx.conf").read_text("utf-8")
    for old, new in WITHOUT_RIGHTS.items():
        assert old in main, old
        main = main.replace(old, new.format(folder=its.folder))
    (its.folder / "nginx.conf").write_text(main)


def _servers(addresses: Sequence[str]) -> str:
    """One as it stands there; several as the comment beside it says."""
    shipped = (DEPLOY / "nginx" / "braid.conf").read_text("utf-8")
    how = SEVERAL.findall(shipped)[0] if len(addresses) > 1 else ""
    return "\n".join(f"server {address}{how};" for address in addresses)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False
