"""The server tells staff by itself, and so does a process of its own on whichever machine."""

import signal
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


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as hook:
        yield hook


def send(server: LiveServer) -> None:
    """Somebody in danger sends their answers."""
    Walker(LiveBrowser(server.base_url), ACUTE, not_me).walk(until="/received")


def test_the_server_tells_of_what_comes_in_and_goes_on_after_it_was_killed(hook: Hook, tmp_path: Path) -> None:
    hook.answers = [status(503)]
    with serving(tmp_path, BRAID_WEBHOOK_URL=hook.url, BRAID_WEBHOOK_SECRET=SECRET) as server:
        send(server)
        wait_until(lambda: hook.calls)
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
