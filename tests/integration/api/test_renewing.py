"""A token is renewed by the system that has it: the new one works at once, the one before for another day."""

from datetime import timedelta

from flask import Flask

from app import activity
from app.accounts.api_tokens import Scope
from app.extensions.clock import StoppedClock
from tests.support.desk import desk_of
from tests.support.engines import on_each_engine
from tests.support.programs import Program, problem, program

PATH = "/token/renewals"
DAY = timedelta(days=1)


def renewed(elm: Program) -> Program:
    """The same system with its new token."""
    response = elm.post(PATH)
    assert response.status_code == 201, response.get_data(as_text=True)
    return Program(elm.client, response.get_json()["token"], elm.id)


@on_each_engine
def test_both_work_for_a_day_and_then_the_new_one_alone(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.INVITES)
    made, before = elm.post("/invites", {}).get_json()["id"], elm.get("/token").get_json()
    new = renewed(elm)
    assert new.token.startswith("braid_")
    assert new.token != elm.token
    assert elm.get("/token").get_json() == new.get("/token").get_json() == before
    assert new.get(f"/invites/{made}").status_code == 200, "it is the same system"
    stopped.move(DAY)
    problem(elm.get("/token"), 401, "no-token")
    assert new.get("/token").status_code == 200


def test_whoever_got_no_answer_asks_the_same_again_with_the_token_they_have(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.SCREENINGS)
    first, again = (elm.post(PATH, key="one-and-the-same").get_data() for _ in range(2))
    assert first == again


def test_another_one_has_to_wait_until_the_one_before_is_over(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.SCREENINGS)
    new = renewed(elm)
    for who in (elm, new):
        problem(who.post(PATH), 409, "renewed-lately")
    assert elm.get("/token").status_code == new.get("/token").status_code == 200
    stopped.move(DAY)
    assert renewed(new).get("/token").status_code == 200


def test_it_ends_on_the_day_on_which_it_would_have_ended(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.SCREENINGS)
    stopped.move(timedelta(days=30) - timedelta(hours=1))
    said = elm.post(PATH).get_json()
    assert said["former_works_until"] == said["expires_at"]
    stopped.move(timedelta(hours=1))
    problem(Program(elm.client, said["token"]).get("/token"), 401, "no-token")


def test_revoking_it_ends_both(app: Flask) -> None:
    elm = program(app, Scope.SCREENINGS)
    new = renewed(elm)
    assert desk_of(app, "admin").post(f"/staff/tokens/{elm.id}/revoke").status_code == 303
    for who in (elm, new):
        problem(who.get("/token"), 401, "no-token")


def test_one_that_a_supervisor_agreed_to_stays_agreed_to_and_one_that_waits_goes_on_waiting(app: Flask) -> None:
    assert renewed(program(app, Scope.COPIES)).get("/token").status_code == 200
    problem(program(app, Scope.COPIES, agreed=False).post(PATH), 403, "not-agreed-yet")


def test_the_page_says_that_it_was_renewed_and_the_log_by_whom(app: Flask, stopped: StoppedClock) -> None:
    elm = program(app, Scope.SCREENINGS)
    renewed(elm)
    with app.app_context():
        (last,) = activity.latest(1)
    assert (last.action, last.subject_id, last.actor_role) == ("token.renewed", elm.id, "api")
    said = "It took a new token by itself; the one before works until:"
    assert said in desk_of(app, "admin").get("/staff/tokens").get_text()
    stopped.move(DAY)
    assert said not in desk_of(app, "admin").get("/staff/tokens").get_text()


def test_by_a_clock_that_was_ahead_no_secret_lives_longer(app: Flask, stopped: StoppedClock) -> None:
    elm, ahead = program(app, Scope.SCREENINGS), 20 * DAY
    stopped.move(ahead)
    young, new = program(app, Scope.SCREENINGS), renewed(elm)
    stopped.move(-ahead)
    for who in (elm, young):
        problem(who.get("/token"), 401, "no-token")
    assert renewed(new).get("/token").status_code == 200, "and it can be renewed"
