"""wapiti: a scanner that crawls by itself and tries what it knows."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.probe.finding import Finding
from tests.probe.recording import Recorder
from tests.probe.stack import Stack
from tests.support.nginx import PERSON

SECONDS = 120
# All that need neither a list nor a listener from elsewhere
MODULES = (
    "backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers", "https_redirect",
    "ldap", "methods", "permanentxss", "redirect", "sql", "timesql", "upload", "xss",
)  # fmt: skip
LEFT_ALONE = ("/staff/sign-out", "/staff/account", "/leave", "/close", "/delete")


def probe(program: Path, stack: Stack, browser: Recorder | None, who: str, *, full: bool) -> Iterable[Finding]:
    """Let it loose as somebody, or as a stranger."""
    report, before = stack.folder / f"wapiti-{who}.json", stack.log_length()
    host = browser.base_url if browser else f"https://{PERSON}"
    command = [str(program), "-u", f"{host}/staff/" if browser else f"{host}/", "--scope", "domain"]
    command += ["-m", ",".join(MODULES), *(part for path in LEFT_ALONE for part in ("-x", f"{host}{path}*"))]
    command += ["-f", "json", "-o", str(report), "--store-session", str(stack.folder / "wapiti"), "--flush-session"]
    allowed = SECONDS * (6 if full else 1)
    command += ["--max-scan-time", str(allowed), "--max-attack-time", str(allowed // len(MODULES))]
    command += ["--no-bugreport", "--verify-ssl", "0"]
    command += ["-H", f"Cookie: {browser.cookie}"] if browser else []
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=4 * allowed)
    assert report.exists(), done.stdout[-200:] + done.stderr[-200:]
    for kind, found in json.loads(report.read_text("utf-8"))["vulnerabilities"].items():
        for path, said in sorted({(entry["path"], entry["info"]) for entry in found}):
            yield Finding("wapiti", f"{who}: {path}", f"{kind}: {said}")
    yield from stack.faults(f"wapiti as {who}", before)
    if browser and browser.get("/staff/").path.startswith("/staff/sign-in"):
        yield Finding("wapiti", who, "the probe itself: it was signed out on the way")
