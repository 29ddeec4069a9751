"""The server tells staff by itself, and so does a process of its own on whichever machine."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.live_browser import LiveBrowser
from tests.support.live_server import FLASK, ROOT, LiveServer, serving
from tests.support.people import ACUTE, not_me
from tests.support.wait import wait_until
from tests.support.walker import Walker
from tests.support.webhook import SECRET, Hook, hook_server, status

BOTH_AT_ONCE = """
[[every_site]]
after_minutes = 0
webhook = true
mail = ["May Lund <may@clinic.example>"]
"""


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as hook:
        yield hook


@pytest.fixture
def hanging() -> Iterator[str]:
    """The address of a mail server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield f"smtp://127.0.0.1:{silent.getsockname()[1]}?from=braid@clinic.example"


def send(server: LiveServer) -> None:
    """Somebody in danger sends their answers."""
    Walker(LiveBrowser(server.base_url), ACUTE, not_me).walk(until="/received")


def test_while_the_mail_server_hangs_the_webhook_is_called_and_so_it_is_after_the_server_was_killed(
    hook: Hook, hanging: str, tmp_path: Path
) -> None:
    hook.answers = [status(503)]
    given = {"BRAID_WEBHOOK_URL": hook.url, "BRAID_WEBHOOK_SECRET": SECRET, "BRAID_SMTP_URL": hanging}
    (tmp_path / "ladder.toml").write_text(BOTH_AT_ONCE, "utf-8")
    with serving(tmp_path, **given, BRAID_ALERT_LADDER=str(tmp_path / "ladder.toml")) as server:
        send(server)
        wait_until(lambda: server.count("alert_deliveries WHERE channel = 'webhook' AND problem = 'http 503'"))
        server.kill9()
        server.start()
        wait_until(lambda: len(hook.calls) > 1)
        assert len(set(hook.ids)) == 1, "one alert, told under one id"
        assert "nothing is wrong" in server.flask("doctor")


def test_where_the_server_is_told_not_to_a_process_of_its_own_does_and_ends_when_asked(
    hook: Hook, tmp_path: Path
) -> None:
    given = {"BRAID_WEBHOOK_URL": hook.url, "BRAID_WEBHOOK_SECRET": SECRET, "BRAID_ALERTS_IN_SERVER": "off"}
    with serving(tmp_path, **given) as server:
        send(server)
        assert hook.calls == []
        loop = subprocess.Popen([*FLASK, "alerts", "run", "--loop"], cwd=ROOT, env=server.environment())
        try:
            wait_until(lambda: hook.calls)
            loop.send_signal(signal.SIGTERM)
            assert loop.wait(60) == 0
        finally:
            loop.kill()
            loop.wait()
