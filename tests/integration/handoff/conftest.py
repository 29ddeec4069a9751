"""An application that may send records: to two real servers on this machine, each of somebody's."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.extensions.clock import StoppedClock
from app.handoff.push.relay import Went, go_round
from app.settings import Settings
from tests.integration.staff.every_page.case import MUCH
from tests.support.application import Engines
from tests.support.desk import CONTACT, Desk, arrive, desk_of
from tests.support.fhir_server import FhirServer, fhir_server

TOKEN = "made-up.token"
ELM, OAK = "Elm Street Clinic", "Oak Clinic"
FILE = """
[[server]]
name = "elm"
recipients = ["{elm}", "my treating providers"]
url = "{elm_url}/"
token_file = "{token}"

[[server]]
name = "oak"
recipients = ["{oak}"]
url = "{oak_url}"
"""
Round = Callable[[], Went]


@pytest.fixture
def elm() -> Iterator[FhirServer]:
    with fhir_server() as server:
        yield server


@pytest.fixture
def oak() -> Iterator[FhirServer]:
    with fhir_server() as server:
        yield server


@pytest.fixture
def settings(engines: Engines, engine: str, tmp_path: Path, elm: FhirServer, oak: FhirServer) -> Iterator[Settings]:
    token, file = tmp_path / "elm.token", tmp_path / "servers.toml"
    token.write_text(TOKEN, "utf-8")
    token.chmod(0o600)
    file.write_text(FILE.format(elm=ELM, oak=OAK, elm_url=elm.url, oak_url=oak.url, token=token), "utf-8")
    with engines.installation(engine, tmp_path / "instance") as made:
        yield replace(made, fhir_servers=file)


@pytest.fixture
def desk(app: Flask, stopped: StoppedClock) -> Desk:
    return desk_of(app, "coordinator")


@pytest.fixture
def case(app: Flask, desk: Desk) -> str:
    return f"/staff/screenings/{arrive(app, MUCH, CONTACT)}"


@pytest.fixture
def go(app: Flask) -> Round:
    """Go round once, as the loop does."""

    def once() -> Went:
        with app.app_context():
            return go_round()

    return once
