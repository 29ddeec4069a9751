"""Links that another system makes for somebody, and what it learns of them."""

import pytest
from flask import Flask

from app.accounts.api_tokens import Scope
from tests.support.client_browser import somebody
from tests.support.desk import desk_of
from tests.support.engines import on_each_engine
from tests.support.people import ACUTE
from tests.support.programs import Program, problem, program


@pytest.fixture
def elm(app: Flask) -> Program:
    return program(app, Scope.INVITES)


@on_each_engine
def test_a_system_makes_a_link_and_learns_which_screening_came_of_it(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    made = elm.post("/invites", {"label": "chart 4711", "days": 3})
    assert made.status_code == 201
    invite = made.get_json()
    assert invite["state"] == "waiting"
    walker = somebody(app, ACUTE)
    walker.open("/i/" + invite["link"].rpartition("/i/")[2])
    walker.walk(until="/received")
    seen = elm.get(f"/invites/{invite['id']}").get_json()
    assert seen["state"] == "answered"
    assert desk_of(app, "coordinator").get(f"/staff/screenings/{seen['screening']}")
    assert "link" not in seen


def test_staff_see_it_among_their_links_by_its_label(app: Flask, elm: Program) -> None:
    elm.post("/invites", {"label": "chart 4711"})
    assert "chart 4711" in desk_of(app, "coordinator").get("/staff/invites").get_text()


def test_a_link_can_be_taken_back_and_one_that_was_used_says_so(app: Flask, elm: Program) -> None:
    unused, used = (elm.post("/invites", {}).get_json() for _ in range(2))
    walker = somebody(app)
    walker.open("/i/" + used["link"].rpartition("/i/")[2])
    walker.walk(until="/s/")
    states = [elm.ask("DELETE", f"/invites/{one['id']}").get_json()["state"] for one in (unused, used, unused)]
    assert states == ["withdrawn", "begun", "withdrawn"]
    refused = somebody(app).open("/i/" + unused["link"].rpartition("/i/")[2])
    assert refused.status == 410


def test_a_system_sees_its_own_links_and_no_others(app: Flask, elm: Program) -> None:
    theirs = elm.post("/invites", {}).get_json()["id"]
    oak = program(app, Scope.INVITES, name="Oak")
    problem(oak.get(f"/invites/{theirs}"), 404)
    problem(oak.ask("DELETE", f"/invites/{theirs}"), 404)
    assert elm.get(f"/invites/{theirs}").get_json()["state"] == "waiting"


def test_a_link_that_cannot_be_is_refused(elm: Program) -> None:
    wrong: tuple[object, ...] = (
        {"days": 0},
        {"days": 91},
        {"days": "3"},
        {"label": "x" * 61},
        {"label": None},
        {"what": "ever"},
        [],
        3,
    )
    for body in wrong:
        assert problem(elm.post("/invites", body), 422, "invalid")["errors"], body


def test_a_body_that_is_no_json_is_refused(elm: Program) -> None:
    key = {"Idempotency-Key": "a-key-of-its-own"}
    for data, kind, status, name in (
        (b"{", "application/json", 400, "no-json"),
        (b"\xff{}", "application/json", 400, "no-json"),
        (b"label=x", "application/x-www-form-urlencoded", 415, ""),
        (b'{"label": "' + b"x" * 70_000 + b'"}', "application/json", 413, ""),
    ):
        problem(elm.ask("POST", "/invites", data=data, content_type=kind, headers=key), status, name)
