"""The number that begins a visit on a device of the centre: once, for ten minutes, and not by guessing."""

import dataclasses
from datetime import timedelta

import pytest
from flask import Flask

from app import create_app
from app.extensions import db, in_own_transaction
from app.extensions.clock import StoppedClock
from app.intake.arriving.devices import NUMBER_LIVES
from app.intake.arriving.guesses import MOST_PER_ADDRESS, WITHIN
from app.intake.arriving.models import KioskVisit
from app.settings import Settings
from tests.support.client_browser import somebody
from tests.support.desk import Desk, desk_of, hand_over
from tests.support.devices import WRONG, device, states


@pytest.fixture
def ana(app: Flask, stopped: StoppedClock) -> Desk:
    """A coordinator, at noon."""
    return desk_of(app, "coordinator")


@pytest.mark.parametrize("spelling", ["{0}", "{0:.4} {0:.0}{1}", " {0:.2}-{2} "])
def test_a_number_may_be_typed_with_spaces_and_hyphens(app: Flask, ana: Desk, spelling: str) -> None:
    number = hand_over(ana)
    assert device(app).go_on(pin=spelling.format(number, number[4:], number[2:])).path == "/"


def test_a_number_works_once(app: Flask, ana: Desk) -> None:
    number = hand_over(ana)
    assert device(app).go_on(pin=number).path == "/"
    assert device(app).go_on(pin=number).status == 422


def test_a_number_works_for_ten_minutes(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    first, second = hand_over(ana), hand_over(ana)
    stopped.move(NUMBER_LIVES - timedelta(seconds=1))
    assert device(app).go_on(pin=first).path == "/"
    stopped.move(timedelta(seconds=1))
    assert device(app).go_on(pin=second).status == 422
    assert "its number ran out" in states(ana)


def test_a_wrong_a_used_and_an_expired_number_look_alike(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    used, expired = hand_over(ana), hand_over(ana)
    device(app).go_on(pin=used)
    stopped.move(NUMBER_LIVES)
    answers = {device(app).go_on(pin=number).html for number in (WRONG, used, expired, "", "not a number")}
    assert len(answers) == 1
    assert "That number does not work" in answers.pop()


def test_too_many_wrong_numbers_from_one_address_have_to_wait(settings: Settings, stopped: StoppedClock) -> None:
    app = create_app(dataclasses.replace(settings, rate_limits=True))
    number = hand_over(desk_of(app, "coordinator"))
    for _ in range(MOST_PER_ADDRESS["number"]):
        assert device(app).go_on(pin=WRONG).status == 422
    waiting = device(app).go_on(pin=number)
    assert waiting.status == 429
    assert "wait 15 minutes" in waiting.text
    walker = somebody(app)
    walker.open("/return")
    assert walker.go_on(code="0000-0000-0000-0000").status == 422, "return codes are counted by themselves"
    stopped.move(WITHIN)
    later = hand_over(desk_of(app, "coordinator"))
    assert device(app).go_on(pin=later).path == "/"
    with app.app_context():
        db.engine.dispose()


def test_the_number_is_kept_only_as_a_mark_and_the_label_only_sealed(app: Flask, ana: Desk) -> None:
    number = hand_over(ana, "canary of the window")
    with app.app_context(), in_own_transaction(writes=False) as connection:
        row = connection.execute(db.select(KioskVisit)).one()
    assert number not in repr(row)
    assert "canary" not in repr(row)
    device(app).go_on(pin=number)
    with app.app_context(), in_own_transaction(writes=False) as connection:
        assert connection.execute(db.select(KioskVisit.number_mark)).scalar_one() is None


def test_a_number_from_a_clock_that_was_ahead_begins_nothing_once_it_is_set_back(
    app: Flask, ana: Desk, stopped: StoppedClock
) -> None:
    stopped.move(timedelta(hours=1))
    number = hand_over(desk_of(app, "coordinator"))
    stopped.move(-timedelta(hours=1))
    assert device(app).go_on(pin=number).status == 422
    assert "its number ran out" in states(desk_of(app, "coordinator"))
