"""When something breaks under a program: a problem document with the crisis numbers, and never the person's page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.api_tokens import Scope
from app.api import OPERATIONS
from app.extensions import db
from app.web.headers import ALWAYS
from tests.support.engines import on_sqlite
from tests.support.programs import nobody, problem, program

NUMBERS = {"tel:988", "sms:988", "tel:911"}


@contextmanager
def no_database(app: Flask) -> Iterator[None]:
    """Where it was, there is something else."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        place = Path(str(db.engine.url.database))
    away = place.rename(place.with_suffix(".away"))
    place.mkdir()
    yield
    place.rmdir()
    away.rename(place)


def assert_fit_for_a_program(response: TestResponse, status: int) -> None:
    said = problem(response, status)
    assert {line["href"] for line in said["help"]} == NUMBERS
    assert all(f'<{number}>; rel="help"' in response.headers["Link"] for number in NUMBERS)
    assert response.headers["Cache-Control"] == "no-store"
    assert set(ALWAYS) <= set(response.headers.keys())
    assert "Set-Cookie" not in response.headers
    assert b"canary" not in response.get_data()


@on_sqlite  # whose file can be put away
def test_without_a_database_every_operation_says_so_and_works_again_when_it_is_back(app: Flask) -> None:
    elm = program(app, *Scope)
    with no_database(app):
        for operation in OPERATIONS:
            if operation.token:
                path = operation.path.format(screening_id="0" * 32, invite_id="0" * 32)
                assert_fit_for_a_program(elm.ask(operation.method, path, json={}), 503)
    assert elm.get("/token").status_code == 200


def test_what_breaks_before_any_view_or_after_it_is_told_in_the_same_way(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_args: object) -> None:
        raise RuntimeError("canary")

    for when in ("before_request_funcs", "after_request_funcs"):
        monkeypatch.setitem(getattr(app, when), None, [*getattr(app, when)[None], breaks])
        response = nobody(app).get("/openapi.json")
        said = problem(response, 500)
        assert {line["href"] for line in said["help"]} == NUMBERS
        assert b"canary" not in response.get_data()
        monkeypatch.undo()


def test_when_even_the_answering_breaks_a_program_gets_a_problem_document_and_a_person_the_page(app: Flask) -> None:
    with (
        patch("app.web.errors.is_for_programs", side_effect=RuntimeError("canary")),
        patch("app.api.caller.use_token", side_effect=RuntimeError("canary")),
        patch("app.web.errors.render_template", side_effect=RuntimeError("canary")),
        patch("app.patient.start_routes.minutes", side_effect=RuntimeError("canary")),
    ):
        to_a_program = nobody(app).ask("GET", "/token", headers={"Authorization": "Bearer braid_x"})
        to_a_person = app.test_client().get("/")
    assert_fit_for_a_program(to_a_program, 500)
    assert to_a_person.status_code == 500
    assert to_a_person.mimetype == "text/html"
    assert "Link" not in to_a_person.headers
