"""The examples of docs/api.md do what the guide says."""

import json
from pathlib import Path
from string import Template

from flask import Flask
from flask.testing import FlaskCliRunner
from werkzeug.test import TestResponse

from app.accounts.api_tokens import Scope
from app.alerts.channels.by_event import body_of
from app.alerts.events import Event
from app.extensions import clock
from tests.support.curl import answers, commands, read
from tests.support.desk import ACUTE, arrive, desk_of
from tests.support.handoff import consent
from tests.support.programs import program

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_example_of_the_guide_works_and_answers_as_it_shows(app: Flask) -> None:
    screening_id = arrive(app, ACUTE)
    consent(desk_of(app, "coordinator"), f"/staff/screenings/{screening_id}")
    known = {"TOKEN": program(app, *Scope).token, "BRAID": "http://localhost", "SCREENING": screening_id}
    given = []
    for command in commands(GUIDE):
        response = _curl(app, Template(command).substitute(known))
        assert response.status_code in (200, 201), (command, response.get_data(as_text=True))
        given.append(response.get_json())
        known.setdefault("INVITE", given[-1].get("id", "")) if "link" in given[-1] else None
    assert len(given) == 9
    for shown, answer in zip(answers(GUIDE), (given[0], given[1], given[2], given[5], given[8]), strict=False):
        assert _shape(shown) == _shape(answer)


def test_a_call_looks_as_the_guide_shows() -> None:
    event = Event(site_id="default", screening_id="0" * 32, kind="created", level="urgent", at=clock.now())
    assert _shape(answers(GUIDE)[-1]) == _shape(json.loads(body_of(event)))


def test_every_command_of_the_guide_exists(run: FlaskCliRunner) -> None:
    for command in (["api", "describe"], ["webhooks", "add", "--help"]):
        assert run.invoke(args=command).exit_code == 0


def _curl(app: Flask, command: str) -> TestResponse:
    asked = read(command)
    return app.test_client().open(asked.url, method=asked.method, data=asked.data, headers=asked.headers)


def _shape(value: object) -> object:
    """The names in it; of a list, those of its first entry."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return [_shape(value[0])] if isinstance(value, list) and value else None
