"""The list of screenings and how one stands: complete, in order, of one's own site, and without a word of content."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.accounts.api_tokens import Scope
from app.extensions.clock import StoppedClock
from tests.support.desk import ACUTE, CALM, CONTACT, arrive, desk_of
from tests.support.engines import on_each_engine
from tests.support.programs import Program, problem, program


@pytest.fixture
def elm(app: Flask) -> Program:
    return program(app, Scope.SCREENINGS)


def ids(elm: Program, **query: str) -> list[str]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return [one["id"] for one in elm.get(f"/screenings?{asked}").get_json()["screenings"]]


@on_each_engine
def test_whoever_goes_on_from_the_last_one_meets_every_screening_once(app: Flask, stopped: StoppedClock) -> None:
    elm, came = program(app, Scope.SCREENINGS), []
    for number in range(7):
        came.append(arrive(app, CALM))
        stopped.move(timedelta(minutes=number % 2))  # some at the same moment
    seen: list[str] = []
    while True:
        page = elm.get(f"/screenings?limit=3&after={seen[-1] if seen else ''}").get_json()
        seen += [one["id"] for one in page["screenings"]]
        if not page["more"]:
            break
    assert sorted(seen) == sorted(came)
    assert ids(elm, after=seen[-1]) == []
    later = arrive(app, CALM)
    stopped.move(timedelta(minutes=1))
    latest = arrive(app, CALM)
    assert latest in ids(elm, after=seen[-1])
    assert later in [*ids(elm, after=seen[-1]), *ids(elm)]


def test_the_list_can_be_narrowed_by_level_and_state(app: Flask, elm: Program) -> None:
    acute, calm, done = arrive(app, ACUTE), arrive(app, CALM), arrive(app, CALM)
    reason = {"outcome": "declined", "reason": "not_now", "no_attempt_because": "They came by."}
    assert desk_of(app, "coordinator").post(f"/staff/screenings/{done}/close", **reason).status_code == 303
    assert ids(elm, level="imminent") == [acute]
    assert set(ids(elm, state="open")) == {acute, calm}
    assert ids(elm, state="closed") == [done]
    assert elm.get(f"/screenings/{done}").get_json()["status"] == "closed"


def test_nothing_that_anybody_said_is_in_it(app: Flask, elm: Program) -> None:
    words = {**ACUTE, "px_matters": "canary of the person"}
    screening_id = arrive(app, words, {**CONTACT, "contact_alias": "canary alias"})
    for path in ("/screenings", f"/screenings/{screening_id}"):
        text = elm.get(path).get_data(as_text=True)
        assert screening_id in text
        assert "canary" not in text
        assert "Robin" not in text
        assert "phq" not in text


def test_drills_and_other_sites_are_not_there(app: Flask, elm: Program) -> None:
    desk_of(app, "supervisor").post("/staff/drill")
    arrive(app, CALM, site_id="another")
    assert ids(elm) == []


def test_each_reading_is_on_record_with_the_system_that_read(app: Flask, elm: Program) -> None:
    screening_id = arrive(app, CALM)
    elm.get("/screenings")
    elm.get(f"/screenings/{screening_id}")
    with app.app_context():
        state, listed = activity.latest(2)
    assert (listed.action, listed.detail, listed.actor_role) == ("screenings.listed", {"rows": 1}, "api")
    assert (state.action, state.subject_id) == ("screening.state", screening_id)
    page = desk_of(app, "auditor").get("/staff/activity").get_text()
    assert "Elm Street Clinic" in page


def test_who_has_read_it_before_is_told_that_nothing_changed(app: Flask, elm: Program) -> None:
    path = f"/screenings/{arrive(app, CALM)}"
    first = elm.get(path)
    again = elm.ask("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert "988" in again.headers["Link"]
    desk_of(app, "coordinator").post(f"/staff{path}/claim")
    changed = elm.ask("GET", path, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.get_json()["status"]) == (200, "claimed")


def test_a_wish_that_cannot_be_is_refused_and_says_which_field(elm: Program) -> None:
    for query in ("limit=0", "limit=201", "limit=many", "level=high", "state=new", "after=x", "what=ever"):
        said = problem(elm.get(f"/screenings?{query}"), 422, "invalid")
        assert {error["field"].split(".")[0] for error in said["errors"]} == {query.split("=")[0]}


def test_going_on_from_a_screening_that_is_not_there_is_not_taken_for_the_beginning(elm: Program) -> None:
    problem(elm.get(f"/screenings?after={'0' * 32}"), 404)
