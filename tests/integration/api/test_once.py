"""A request that is sent twice is done once."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from app.accounts.api_answers import ApiAnswer
from app.accounts.api_tokens import Scope
from app.extensions import db
from app.extensions.clock import StoppedClock
from app.intake.arriving.models import Invite
from tests.support.engines import on_each_engine
from tests.support.programs import problem, program

KEY = "4f1c2a90-one-key"


def invites(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Invite)) or 0


@on_each_engine
def test_the_same_request_under_the_same_key_is_answered_the_same_and_done_once(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    first, again = (elm.post("/invites", {"label": "chart 1"}, KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_data() == again.get_data()
    assert invites(app) == 1


@on_each_engine
def test_another_request_under_a_used_key_is_refused(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    elm.post("/invites", {"label": "chart 1"}, KEY)
    problem(elm.post("/invites", {"label": "chart 2"}, KEY), 422, "key-used")
    assert invites(app) == 1


def test_keys_of_different_systems_have_nothing_to_do_with_each_other(app: Flask) -> None:
    answers = [program(app, Scope.INVITES, name=name).post("/invites", {}, KEY) for name in ("Elm", "Oak")]
    assert answers[0].get_json()["id"] != answers[1].get_json()["id"]


def test_what_was_refused_is_done_under_the_same_key_once_it_is_right(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    problem(elm.post("/invites", {"days": 0}, KEY), 422, "invalid")
    assert elm.post("/invites", {"days": 1}, KEY).status_code == 201


def test_a_key_that_is_none_is_refused(app: Flask) -> None:
    elm = program(app, Scope.INVITES)
    for key in ("short", "x" * 101, "with a space", "ünïcödé!"):
        problem(elm.ask("POST", "/invites", json={}, headers={"Idempotency-Key": key}), 400, "no-key")
    problem(elm.ask("POST", "/invites", json={}), 400, "no-key")
    assert invites(app) == 0


def test_an_answer_is_kept_for_a_day_and_sealed(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.INVITES)
    first = elm.post("/invites", {"label": "chart 1"}, KEY).get_json()
    with app.app_context():
        (kept,) = db.session.scalars(sa.select(ApiAnswer)).all()
        assert first["link"].encode() not in kept.sealed
        assert b"chart" not in kept.request_mark
    stopped.move(timedelta(hours=24))
    assert elm.post("/invites", {"label": "chart 1"}, KEY).get_json()["id"] != first["id"]
    assert invites(app) == 2
