"""What holds for every operation of the API: it is described as it is, and every answer has the crisis numbers."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.api import OPERATIONS
from app.web.headers import ALWAYS
from tests.support.programs import API, nobody, problem

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")
NUMBERS = ('<tel:988>; rel="help"', '<sms:988>; rel="help"', '<tel:911>; rel="help"')


@pytest.fixture
def described(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = nobody(app).get("/openapi.json").get_json()
    return found


def test_every_address_is_described_and_nothing_else_is(app: Flask, described: dict[str, Any]) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api")]
    there = {
        (method, re.sub(r"<(\w+)>", r"{\1}", rule.rule.removeprefix(API)))
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD"}
    }
    said = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    assert said == there


def test_what_is_named_in_the_description_is_in_it_and_all_of_it_is_named(described: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/(\w+/\w+)"', json.dumps(described)))
    parts = described["components"]
    there = {f"{kind}/{name}" for kind in ("schemas", "responses") for name in parts[kind]}
    assert named == there


def test_every_operation_says_in_a_sentence_what_it_does_and_what_it_wants(described: dict[str, Any]) -> None:
    for methods in described["paths"].values():
        for method, operation in methods.items():
            assert operation["summary"].endswith("."), operation
            wants_key = "Idempotency-Key" in [one["name"] for one in operation["parameters"]]
            assert wants_key == (method == "post"), operation
            assert bool(operation["security"]) == (operation["operationId"] != "read_description")


def test_the_command_prints_what_is_served(run: FlaskCliRunner, described: dict[str, Any]) -> None:
    assert json.loads(run.invoke(args=["api", "describe"]).stdout) == described


def test_every_answer_has_the_crisis_numbers_and_every_refusal_says_what_is_wrong(app: Flask) -> None:
    stranger = nobody(app)
    paths = [re.sub(r"{\w+}", "0" * 32, operation.path) for operation in OPERATIONS]
    for path in (*paths, "/nothing-here", "/screenings/x/y"):
        for method in METHODS:
            response = stranger.ask(method, path)
            assert all(number in response.headers["Link"] for number in NUMBERS), (method, path)
            assert response.headers["Cache-Control"] == "no-store"
            assert all(name in response.headers for name in ALWAYS), (method, path)
            assert "Set-Cookie" not in response.headers
            if response.status_code >= 400 and method != "HEAD":
                said = problem(response, response.status_code, *(["no-token"] if response.status_code == 401 else []))
                assert {line["href"] for line in said["help"]} == {"tel:988", "sms:988", "tel:911"}
            if response.status_code == 405:
                assert response.headers["Allow"], (method, path)


def test_an_error_that_nobody_foresaw_is_a_problem_document_that_tells_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(secret: str) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("app.api.caller.use_token", fail)
    response = nobody(app).ask("GET", "/token", headers={"Authorization": "Bearer canary"})
    problem(response, 500)
    assert "canary" not in response.get_data(as_text=True) + caplog.text
