"""Whoever goes round is killed at any point: every alert is told all the same, and what comes twice has the same id.

How often at each point is `ROUNDS` in the environment: `ROUNDS=50 make faults ARGS="-k relay_killed"`.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest
import sqlalchemy as sa
from flask import Flask

from app.alerts import raise_alert, relay
from app.alerts.channels import by_webhook
from app.alerts.claims import LEASE, mark_delivered
from app.alerts.models import Alert
from app.alerts.pace import WITHIN
from app.extensions import clock, db, public_id, writing
from app.extensions.clock import StoppedClock
from app.mail import hand_in
from app.settings import Settings
from app.settings.channels import MailServer
from tests.support.desk import hire
from tests.support.engines import on_each_engine
from tests.support.fault_report import PutRow, Row
from tests.support.killed import End, do_and_die, killed, then_killed
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.webhook import SECRET, Hook, hook_server

ROUNDS: Final = {engine: int(os.environ.get("ROUNDS", few)) for engine, few in (("sqlite", "3"), ("postgresql", "1"))}

JUST_TAKEN: Final = "when the other side has just taken it"
NOBODY_KNOWS: Final = "when the other side has it and nobody knows"
POINTS: Final[dict[str, End]] = {
    "before it goes up the ladder": (relay, "climb", killed),
    "before it takes a message in hand": (relay, "claim", killed),
    "with a message in hand": (relay, "deliver", killed),
    NOBODY_KNOWS: (relay, "mark_delivered", killed),
    "when it is done": (relay, "mark_delivered", then_killed(mark_delivered)),
}
TAKEN: Final[dict[str, End]] = {
    "mail": (hand_in, "_part", killed),
    "webhook": (by_webhook, "_call", then_killed(by_webhook._call)),
}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hook_server() as hook:
        yield hook


@pytest.fixture
def channel() -> str:
    """The only way out."""
    return "mail"


@pytest.fixture
def settings(settings: Settings, channel: str, mailbox: Mailbox, hook: Hook) -> Settings:
    if channel == "mail":
        return replace(settings, mail_server=MailServer(mailbox.host, mailbox.port, "braid@clinic.example", "none"))
    return replace(settings, webhook_url=hook.url, webhook_secret=SECRET)


def alert_comes_in(app: Flask) -> None:
    with app.app_context(), writing():
        raise_alert("default", public_id(), "flagged", "imminent", clock.now())


def nobody_waits(app: Flask) -> None:
    """Somebody has acted on all there are, so that nobody is told of these again."""
    with app.app_context(), writing():
        db.session.execute(sa.update(Alert).values(acted_at=clock.now()))


@on_each_engine
@pytest.mark.parametrize("channel", ["mail", "webhook"])
@pytest.mark.parametrize("point", [*POINTS, JUST_TAKEN])
def test_every_alert_is_told_though_the_teller_is_killed(
    app: Flask,
    stopped: StoppedClock,
    mailbox: Mailbox,
    hook: Hook,
    engine: str,
    channel: str,
    point: str,
    row: PutRow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hire(app, "coordinator")
    arrived = mailbox if channel == "mail" else hook
    for number in range(1, ROUNDS[engine] + 1):
        alert_comes_in(app)
        end = TAKEN[channel] if point == JUST_TAKEN else POINTS[point]
        do_and_die(app, lambda: relay.go_round(channel), end, monkeypatch)
        stopped.move(LEASE)
        with app.app_context():
            relay.go_round(channel)
        assert len(set(arrived.ids)) == number, "each alert was told, under an id of its own"
        nobody_waits(app)
        stopped.move(WITHIN)
    row(
        Row(
            "FI-5",
            f"whoever tells by {channel} is killed ({engine})",
            ROUNDS[engine],
            ROUNDS[engine],
            len(set(arrived.ids)),
        )
    )
    times = 2 if point in {JUST_TAKEN, NOBODY_KNOWS} else 1
    assert len(arrived.ids) == ROUNDS[engine] * times
