"""Whoever goes round is killed at any point: every alert is told all the same, and what comes twice has the same id."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.alerts import raise_alert, relay
from app.alerts.claims import LEASE, mark_delivered
from app.alerts.models import Alert
from app.extensions import clock, db, public_id, writing
from app.extensions.clock import StoppedClock
from app.settings import Settings
from app.settings.channels import MailServer
from tests.support.desk import hire
from tests.support.engines import on_each_engine
from tests.support.mailbox import Mailbox, open_mailbox

ROUNDS = {"sqlite": 50, "postgresql": 10}
Step = Callable[..., Any]


def killed(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_killed(step: Step) -> Step:
    def both(*args: object, **more: object) -> None:
        step(*args, **more)
        killed()

    return both


POINTS: dict[str, tuple[str, Step]] = {
    "before it goes up the ladder": ("climb", killed),
    "before it takes a message in hand": ("claim", killed),
    "with a message in hand": ("deliver", killed),
    "when the mail server has it and nobody knows": ("mark_delivered", killed),
    "when it is done": ("mark_delivered", then_killed(mark_delivered)),
}


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def settings(settings: Settings, mailbox: Mailbox) -> Settings:
    return replace(settings, mail_server=MailServer(mailbox.host, mailbox.port, "braid@clinic.example", "none"))


def alert_comes_in(app: Flask) -> None:
    with app.app_context(), writing():
        raise_alert("default", public_id(), "flagged", "imminent", clock.now())


def nobody_waits(app: Flask) -> None:
    """Somebody has seen all there are, so that nobody is told of these again."""
    with app.app_context(), writing():
        db.session.execute(sa.update(Alert).values(seen_at=clock.now()))


def go_round_and_die(app: Flask, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a process of its own, which the kernel ends at that point."""
    name, end = POINTS[point]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        monkeypatch.setattr(relay, name, end)
        with app.app_context():
            relay.go_round("mail")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@on_each_engine
@pytest.mark.parametrize("point", POINTS)
def test_every_alert_is_told_though_the_teller_is_killed(
    app: Flask, stopped: StoppedClock, mailbox: Mailbox, engine: str, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(app, "coordinator")
    for number in range(1, ROUNDS[engine] + 1):
        alert_comes_in(app)
        go_round_and_die(app, point, monkeypatch)
        stopped.move(LEASE)
        with app.app_context():
            relay.go_round("mail")
        assert len(set(mailbox.ids)) == number, "each alert was told, under an id of its own"
        nobody_waits(app)
    twice = "nobody knows" in point
    assert len(mailbox.ids) == ROUNDS[engine] * (2 if twice else 1)
