"""Who may ask what: a token that works and is for it, at its own site, and not too often."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from app.accounts import api_tokens
from app.accounts.api_tokens import Scope
from app.api import OPERATIONS
from app.api.operation import Operation
from app.extensions.clock import StoppedClock
from tests.support.desk import CALM, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.programs import ELM, Program, nobody, problem, program

WITH_TOKEN = [operation for operation in OPERATIONS if operation.token]
NONE = "0" * 32


def ask(who: Program, operation: Operation, public_id: str = NONE) -> TestResponse:
    body: object = {} if operation.body else None
    key = {"Idempotency-Key": "one-key-of-ours"}
    return who.ask(operation.method, address(operation, public_id), json=body, headers=key)


def address(operation: Operation, public_id: str = NONE) -> str:
    return operation.path.replace("{screening_id}", public_id).replace("{invite_id}", public_id)


def test_without_a_token_that_works_nothing_is_told(app: Flask) -> None:
    for operation in WITH_TOKEN:
        for said in ("", "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer braid_é"):
            response = nobody(app).ask(operation.method, address(operation), headers={"Authorization": said})
            problem(response, 401, "no-token")
            assert response.headers["WWW-Authenticate"].startswith("Bearer "), operation.name


def test_a_token_for_everything_else_is_refused_and_that_is_on_record(app: Flask) -> None:
    others = {scope: program(app, *(set(Scope) - {scope})) for scope in Scope}
    screening_id = arrive(app, CALM)
    for operation in OPERATIONS:
        if operation.scope:
            response = ask(others[operation.scope], operation, screening_id)
            assert f"for: {operation.scope}" in problem(response, 403, "wrong-scope")["detail"]
            assert f'scope="{operation.scope}"' in response.headers["WWW-Authenticate"]
            with app.app_context():
                (last,) = activity.latest(1)
            assert (last.action, last.actor_role, last.subject_id) == ("access.denied", "api", f"api.{operation.name}")


@on_each_engine
def test_a_token_works_until_its_day_and_no_longer(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.SCREENINGS)
    stopped.move(timedelta(days=30) - timedelta(seconds=1))
    assert elm.get("/token").get_json()["name"] == ELM
    stopped.move(timedelta(seconds=1))
    problem(elm.get("/token"), 401, "no-token")


def test_a_token_that_may_take_copies_does_nothing_before_a_supervisor_agreed(app: Flask) -> None:
    waiting = program(app, Scope.COPIES, Scope.SCREENINGS, agreed=False)
    problem(waiting.get("/screenings"), 403, "not-agreed-yet")
    problem(waiting.get("/token"), 403, "not-agreed-yet")


def test_what_is_of_another_site_answers_like_what_does_not_exist(app: Flask) -> None:
    elm = program(app, *Scope)
    there = program(app, *Scope, site_id="another")
    foreign = {
        "screening_id": arrive(app, CALM, site_id="another"),
        "invite_id": there.post("/invites", {}).get_json()["id"],
    }
    for operation in OPERATIONS:
        if "{" in operation.path:
            theirs = next(public_id for name, public_id in foreign.items() if name in operation.path)
            answers = [ask(elm, operation, public_id) for public_id in (theirs, NONE)]
            problem(answers[0], 404)
            assert answers[0].get_data() == answers[1].get_data(), operation.name
            with app.app_context():
                refused = activity.latest(2)
            assert [(row.action, row.subject_id) for row in refused] == [
                ("access.denied", NONE),
                ("access.denied", theirs),
            ]


@on_each_engine
def test_who_asks_too_often_waits_a_minute_and_others_do_not(
    app: Flask, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    elm, other = program(app, Scope.SCREENINGS), program(app, Scope.SCREENINGS, name="Oak")
    app.extensions["braid.settings"] = replace(app.extensions["braid.settings"], rate_limits=True)
    monkeypatch.setattr(api_tokens, "MOST_A_MINUTE", 3)
    assert [elm.get("/token").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert elm.get("/token").headers["Retry-After"] == "60"
    assert other.get("/token").status_code == 200
    stopped.move(timedelta(minutes=1))
    assert elm.get("/token").status_code == 200


def test_whoever_made_a_token_and_is_switched_off_takes_it_along(app: Flask) -> None:
    admin = desk_of(app, "admin", "Ada Admin")
    elm = program(app, Scope.SCREENINGS)
    maker = next(
        form for form in admin.get("/staff/team").select("form[action$='/deactivate']") if "The admin" in form.text
    )
    assert admin.post(str(maker["action"])).status_code == 303
    problem(elm.get("/token"), 401, "no-token")


def test_a_session_of_staff_opens_nothing_here_and_no_cookie_is_ever_set(app: Flask) -> None:
    desk = desk_of(app, "supervisor")
    problem(Program(desk.client).get("/screenings"), 401, "no-token")
    elm = program(app, Scope.SCREENINGS)
    response = Program(desk.client, elm.token).get("/screenings")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


def test_a_page_of_another_site_cannot_use_a_token_in_somebodys_browser(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    response = elm.ask("POST", "/invites", json={}, headers={"Origin": "https://elsewhere.example"})
    problem(response, 403)
    assert "Access-Control-Allow-Origin" not in response.headers
