"""Every operation of the API, tried with every kind of token and of object: what is refused changes nothing.

The tests are made of the operations themselves: a new one needs its row in EXAMPLES, or the first test fails.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from app import activity
from app.accounts.api_tokens import Scope
from app.api import OPERATIONS
from app.extensions import Base, clock, db
from tests.support.application import NOON, Engines
from tests.support.desk import ACUTE, CONTACT, arrive, desk_of
from tests.support.handoff import consent
from tests.support.programs import Program, problem, program
from tests.support.running import running

OPERATION: Final = {operation.name: operation for operation in OPERATIONS}
WITH_TOKEN: Final = sorted(name for name, operation in OPERATION.items() if operation.token)
SCOPED: Final = [name for name in WITH_TOKEN if OPERATION[name].scope]
ABOUT_ONE: Final = [name for name in WITH_TOKEN if "{" in OPERATION[name].path]
OTHERWISE: Final = [(name, scope) for name in SCOPED for scope in Scope if scope is not OPERATION[name].scope]
COUNTED: Final = frozenset({"last_used_at", "counted", "counted_from"})  # of a token, at each use of it
NOT_COMPARED: Final = frozenset({"activity", "sessions"})  # a refusal is recorded
OVERRIDES: Final = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND")
EXTRA: Final = {"role": "admin", "site_id": "elsewhere", "level": "none of ours", "made_by": "me", "scopes": "copies"}
CANARY: Final = "canary of the person"


class Asked(NamedTuple):
    """One request that is granted to whoever may make it. `about`: the object, where there is one."""

    path: str
    about: str = ""
    body: dict[str, Any] | None = None


class Example(NamedTuple):
    """How an operation is asked by a system, at its site, and what the log says when it was done."""

    ask: Callable[[Flask, Program, str], Asked]
    event: str = ""


def _screening(app: Flask, site_id: str) -> str:
    return arrive(app, {**ACUTE, "px_matters": CANARY}, CONTACT, site_id=site_id)


def _about_screening(app: Flask, _elm: Program, site_id: str) -> Asked:
    screening_id = _screening(app, site_id)
    return Asked(f"/screenings/{screening_id}", screening_id)


def _about_invite(_app: Flask, elm: Program, _site_id: str) -> Asked:
    made = elm.post("/invites", {}).get_json()["id"]
    return Asked(f"/invites/{made}", made)


def _copy(app: Flask, _elm: Program, site_id: str) -> Asked:
    screening_id = _screening(app, site_id)
    consent(desk_of(app, "coordinator", site_id=site_id), f"/staff/screenings/{screening_id}")
    return Asked(f"/screenings/{screening_id}/copies", screening_id)


EXAMPLES: Final[Mapping[str, Example]] = {
    "read_token": Example(lambda *_: Asked("/token")),
    "renew_token": Example(lambda *_: Asked("/token/renewals"), "token.renewed"),
    "list_screenings": Example(lambda *_: Asked("/screenings?limit=2"), "screenings.listed"),
    "read_screening": Example(_about_screening, "screening.state"),
    "copy_screening": Example(_copy, "handoff.made"),
    "make_invite": Example(lambda *_: Asked("/invites", body={"label": "chart 1"}), "invite.made"),
    "read_invite": Example(_about_invite, "invite.read"),
    "withdraw_invite": Example(_about_invite, "invite.withdrawn"),
}


@pytest.fixture(scope="module")
def app(engines: Engines, engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of it, at a moment that does not pass."""
    instance = tmp_path_factory.mktemp("api") / "instance"
    with engines.installation(engine, instance) as settings, clock.stopped(NOON), running(settings) as app:
        yield app


def example_of(app: Flask, name: str, elm: Program, site_id: str = "default") -> Asked:
    return EXAMPLES[name].ask(app, elm, site_id)


def ask(who: Program, name: str, asked: Asked, method: str = "", **headers: str) -> TestResponse:
    """Make the request as this system."""
    sent = {"Idempotency-Key": "a-key-of-its-own", **headers}
    return who.ask(method or OPERATION[name].method, asked.path, json=asked.body, headers=sent)


def everything(app: Flask) -> dict[str, list[Any]]:
    """Every row that a refusal must leave alone."""
    with app.app_context():
        return {
            table.name: sorted((tuple(row) for row in db.session.execute(sa.select(*_compared(table)))), key=repr)
            for table in Base.metadata.tables.values()
            if table.name not in NOT_COMPARED
        }


def _compared(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.name not in COUNTED]


def log_of(app: Flask, after: int = 0) -> list[activity.Activity]:
    """What was recorded, oldest first."""
    with app.app_context():
        return [row for row in reversed(activity.latest(30)) if row.seq > after]


def refusals(app: Flask, after: int) -> list[tuple[str, str, str]]:
    return [(row.action, row.actor_role, row.subject_id) for row in log_of(app, after)]


def expired(app: Flask) -> Program:
    with clock.stopped(NOON - timedelta(days=30)):
        return program(app, *Scope)


def revoked(app: Flask) -> Program:
    elm = program(app, *Scope)
    assert desk_of(app, "admin").post(f"/staff/tokens/{elm.id}/revoke").status_code == 303
    return elm


def of_somebody_who_left(app: Flask) -> Program:
    elm, boss = program(app, *Scope, admin="Lea Leaving"), desk_of(app, "admin", "Bo Boss")
    forms = boss.get("/staff/team").select("form[action$='/deactivate']")
    for form in [form for form in forms if "Lea Leaving" in form.text]:
        assert boss.post(str(form["action"])).status_code == 303
    return elm


def renewed_long_ago(app: Flask) -> Program:
    with clock.stopped(NOON - timedelta(days=1)):
        elm = program(app, *Scope)
        assert elm.post("/token/renewals").status_code == 201
    return elm


OVER: Final = {kind.__name__: kind for kind in (expired, revoked, of_somebody_who_left, renewed_long_ago)}


def test_every_operation_has_an_example() -> None:
    assert sorted(EXAMPLES) == WITH_TOKEN


@pytest.mark.parametrize("name", WITH_TOKEN)
def test_whoever_may_is_let_in_with_the_one_scope_that_it_needs_and_that_is_on_record(app: Flask, name: str) -> None:
    elm = program(app, OPERATION[name].scope or Scope.SCREENINGS)
    asked = example_of(app, name, elm)
    before = log_of(app)[-1].seq
    response = ask(elm, name, asked)
    assert response.status_code == OPERATION[name].status, response.get_data(as_text=True)
    left = [row.action for row in log_of(app, before)]
    assert EXAMPLES[name].event in left if EXAMPLES[name].event else left == []
    assert (CANARY in response.get_data(as_text=True)) == (name == "copy_screening")


@pytest.mark.parametrize(("name", "scope"), OTHERWISE)
def test_with_another_scope_nothing_is_done_and_that_is_on_record(app: Flask, name: str, scope: Scope) -> None:
    asked, other = example_of(app, name, program(app, *Scope)), program(app, scope)
    before, at = everything(app), log_of(app)[-1].seq
    problem(ask(other, name, asked), 403, "wrong-scope")
    assert refusals(app, at) == [("access.denied", "api", f"api.{name}")]
    assert everything(app) == before


@pytest.mark.parametrize("kind", OVER)
def test_a_token_that_is_over_opens_what_no_token_opens_and_that_it_was_tried_is_on_record(
    app: Flask, kind: str
) -> None:
    live, over = program(app, *Scope), OVER[kind](app)
    for name in WITH_TOKEN:
        asked = example_of(app, name, live)
        before, at = everything(app), log_of(app)[-1].seq
        response = ask(over, name, asked)
        problem(response, 401, "no-token")
        stranger = ask(Program(app.test_client(), "braid_nobody-has-this"), name, asked)
        assert response.get_data() == stranger.get_data()
        assert response.headers["WWW-Authenticate"] == stranger.headers["WWW-Authenticate"]
        assert refusals(app, at) == [("access.denied", "api", f"api.{name}")], "and nothing of the stranger"
        assert everything(app) == before


@pytest.mark.parametrize("name", WITH_TOKEN)
def test_before_a_supervisor_agreed_nothing_is_done(app: Flask, name: str) -> None:
    asked, waiting = example_of(app, name, program(app, *Scope)), program(app, *Scope, agreed=False)
    before, at = everything(app), log_of(app)[-1].seq
    problem(ask(waiting, name, asked), 403, "not-agreed-yet")
    assert refusals(app, at) == [("access.denied", "api", f"api.{name}")]
    assert everything(app) == before


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_what_is_of_another_site_answers_like_what_does_not_exist_and_stays_as_it_is(app: Flask, name: str) -> None:
    elm, there = program(app, *Scope), program(app, *Scope, site_id="another")
    foreign = example_of(app, name, there, "another")
    unknown = foreign._replace(path=foreign.path.replace(foreign.about, "0" * 32), about="0" * 32)
    before, answers = everything(app), []
    for asked in (foreign, unknown):
        at = log_of(app)[-1].seq
        answers.append(ask(elm, name, asked))
        problem(answers[-1], 404)
        assert refusals(app, at) == [("access.denied", "api", asked.about)]
    assert answers[0].get_data() == answers[1].get_data()
    assert everything(app) == before
    assert ask(there, name, foreign).status_code == OPERATION[name].status, "else it was refused for something else"


@pytest.mark.parametrize("name", WITH_TOKEN)
def test_another_method_changes_nothing_by_whatever_name_it_comes(app: Flask, name: str) -> None:
    elm = program(app, *Scope)
    asked = example_of(app, name, elm)
    same_path = [one for one in OPERATIONS if one.path == OPERATION[name].path]
    open_here = {one.method for one in same_path} | ({"HEAD"} if "GET" in {one.method for one in same_path} else set())
    before = everything(app)
    for method in set(METHODS) - open_here:
        assert ask(elm, name, asked, method).status_code == 405, method
    if "GET" in open_here:
        for header in OVERRIDES:
            for method in ("POST", "DELETE"):
                ask(elm, name, asked, "GET", **{header: method})
    assert everything(app) == before


@pytest.mark.parametrize("name", WITH_TOKEN)
def test_fields_that_no_description_names_are_refused_or_read_by_nobody(app: Flask, name: str) -> None:
    elm = program(app, *Scope)
    asked, operation = example_of(app, name, elm), OPERATION[name]
    before = standing(app)
    in_address = asked._replace(path=f"{asked.path}{'&' if '?' in asked.path else '?'}{urlencode(EXTRA)}")
    in_body = asked._replace(body={**(asked.body or {}), **EXTRA})
    for changed, is_read in ((in_address, operation.query), (in_body, operation.body)):
        response = ask(elm, name, changed, **{"Idempotency-Key": secrets.token_hex(8)})
        granted = {operation.status, 409} if name == "renew_token" else {operation.status}
        assert response.status_code in ({422} if is_read else granted), response.get_data(as_text=True)
    assert standing(app) == before


def standing(app: Flask) -> dict[str, int]:
    """In how many rows there is what those fields say."""
    tables = Base.metadata.tables.values()
    columns = [column for table in tables for column in table.columns if column.name in EXTRA]
    with app.app_context():
        return {
            str(column): list(db.session.scalars(sa.select(column))).count(EXTRA[column.name]) for column in columns
        }


def test_what_is_said_twice_in_an_address_is_refused(app: Flask) -> None:
    problem(program(app, Scope.SCREENINGS).get("/screenings?level=any&level=urgent"), 422, "invalid")
