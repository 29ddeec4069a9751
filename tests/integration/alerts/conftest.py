"""An application whose alerts leave the house: to a real mail server and a real webhook on this machine."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.alerts.relay import Went, go_round
from app.settings import Settings
from app.settings.channels import MailServer
from tests.support.application import Engines
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.webhook import SECRET, Hook, hook_server

SENDER = "braid@clinic.example"
Round = Callable[[str], Went]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as hook:
        yield hook


@pytest.fixture
def ladder(request: pytest.FixtureRequest) -> str:
    """The text of the ladder's file: the `LADDER` of a module that has one."""
    return getattr(request.module, "LADDER", "")


@pytest.fixture
def settings(
    engines: Engines, engine: str, tmp_path: Path, mailbox: Mailbox, hook: Hook, ladder: str
) -> Iterator[Settings]:
    mail = MailServer(mailbox.host, mailbox.port, SENDER, "none")
    with engines.installation(engine, tmp_path / "instance") as plain:
        made = replace(plain, mail_server=mail, webhook_url=hook.url, webhook_secret=SECRET)
        if ladder:
            (tmp_path / "ladder.toml").write_text(ladder, "utf-8")
            made = replace(made, alert_ladder=tmp_path / "ladder.toml")
        yield made


@pytest.fixture
def go(app: Flask) -> Round:
    """Go round once for a channel, as the loop does."""

    def once(channel: str) -> Went:
        with app.app_context():
            return go_round(channel)

    return once
