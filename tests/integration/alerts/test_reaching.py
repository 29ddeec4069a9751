"""Where a webhook's name may lead, and how long its owner may take to answer."""

import socket
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from urllib3.exceptions import NewConnectionError

from app.alerts.channels.reach import Inside, connect
from app.alerts.models import Delivery
from app.extensions import db
from app.extensions.clock import StoppedClock
from tests.integration.alerts.conftest import Round
from tests.integration.alerts.test_telling import TWO_MINUTES
from tests.support.certificate import certificate_for, serving_with
from tests.support.desk import ACUTE, arrive, hire
from tests.support.mailbox import Mailbox
from tests.support.names import lead, slow_names, unknown_names
from tests.support.tarpit import tarpit
from tests.support.webhook import Hook, hook_server


def point_at(app: Flask, url: str, *, private: bool = False) -> None:
    settings = app.extensions["braid.settings"]
    app.extensions["braid.settings"] = replace(settings, webhook_url=url, webhook_private=private)


@pytest.mark.parametrize(
    "addresses",
    [
        *[("127.0.0.1",), ("10.0.0.8",), ("172.16.0.1",), ("192.168.1.1",), ("100.64.0.1",), ("169.254.169.254",)],
        *[("0.0.0.7",), ("224.0.0.1",), ("::1",), ("fe80::1",), ("fd00::1",)],
        *[("::ffff:10.0.0.8",), ("64:ff9b::a00:8",), ("2002:a00:8::1",)],
        *[("64:ff9b:1::a00:8",), ("fec0::8",), ("::10.0.0.8",), ("::ffff:0:10.0.0.8",)],
        ("8.8.8.8", "10.0.0.8"),
    ],
)
def test_a_name_that_leads_into_the_house_is_not_called(
    app: Flask, monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    lead(monkeypatch, *addresses)
    with app.app_context(), pytest.raises(Inside):
        connect(urlsplit("https://hooks.example.org/alerts"), private=False)


def test_what_was_checked_is_what_is_connected_to_though_the_name_leads_elsewhere_a_moment_later(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead(monkeypatch, "8.8.8.8", then="127.0.0.1")
    connected: list[tuple[str, int]] = []

    def connect_to(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect_to)
    with app.app_context(), pytest.raises(NewConnectionError):
        connect(urlsplit("https://hooks.example.org/alerts"), private=False)
    assert connected == [("8.8.8.8", 443)]


def test_a_name_server_that_does_not_answer_holds_up_no_other_way_and_nothing_for_long(
    app: Flask, stopped: StoppedClock, go: Round, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(app, "coordinator")
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    point_at(app, "https://hooks.example.org/alerts")
    monkeypatch.setattr("app.alerts.channels.reach.FOUND_WITHIN", 0.1)
    with slow_names(monkeypatch):
        assert go("webhook").failed == 1
        assert go("mail").delivered == 1
        with app.app_context():
            assert db.session.scalar(sa.select(Delivery.problem).where(Delivery.channel == "webhook")) == "too slow"


@pytest.mark.parametrize("allowed", [True, False])
def test_it_is_called_where_the_operator_allowed_that(
    app: Flask, stopped: StoppedClock, go: Round, monkeypatch: pytest.MonkeyPatch, hook: Hook, allowed: bool
) -> None:
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    point_at(app, f"http://hooks.example.org:{hook.port}", private=allowed)
    lead(monkeypatch, "127.0.0.1")
    assert go("webhook").delivered == len(hook.calls) == int(allowed)


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 "])
def test_a_webhook_that_answers_byte_by_byte_is_hung_up_on(
    app: Flask, stopped: StoppedClock, go: Round, monkeypatch: pytest.MonkeyPatch, first: bytes
) -> None:
    monkeypatch.setattr("app.alerts.channels.by_webhook.ALTOGETHER", 0.3)
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    with tarpit(first) as port:
        point_at(app, f"http://127.0.0.1:{port}/")
        assert go("webhook").failed == 1


def test_a_webhook_that_cannot_prove_its_name_is_told_nothing(
    app: Flask, stopped: StoppedClock, go: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_for("127.0.0.1", tmp_path)
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    with hook_server(serving_with(certificate)) as hook:
        point_at(app, f"https://127.0.0.1:{hook.port}/")
        assert (go("webhook").failed, hook.calls) == (1, [])
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        stopped.move(TWO_MINUTES)
        assert go("webhook").delivered == 1


def test_a_name_that_cannot_be_looked_up_is_looked_up_again(
    app: Flask, stopped: StoppedClock, go: Round, monkeypatch: pytest.MonkeyPatch, hook: Hook
) -> None:
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    with unknown_names(monkeypatch):
        point_at(app, "https://hooks.example.org/alerts")
        assert go("webhook").failed == 1
    point_at(app, hook.url)
    stopped.move(TWO_MINUTES)
    assert (go("webhook").delivered, len(hook.calls)) == (1, 1)


def test_a_webhook_that_is_not_there_is_tried_again(app: Flask, stopped: StoppedClock, go: Round, hook: Hook) -> None:
    arrive(app, ACUTE)
    stopped.move(TWO_MINUTES)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        free = probe.getsockname()[1]
    point_at(app, f"http://127.0.0.1:{free}/")
    assert go("webhook").failed == 1
    with app.app_context():
        assert db.session.scalar(sa.select(Delivery.problem).where(Delivery.channel == "webhook")) == "no connection"
    point_at(app, hook.url)
    stopped.move(TWO_MINUTES)
    assert go("webhook").delivered == 1
