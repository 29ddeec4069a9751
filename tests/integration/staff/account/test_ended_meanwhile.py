"""A session that is ended while one of its requests is still running stays ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import by_email, factor, passwords, reset_factor
from app.extensions import db, writing
from app.extensions.clock import StoppedClock
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, Desk, authenticator_of, halfway_in, hire, sign_in, soup
from tests.support.engines import on_each_engine

pytestmark = on_each_engine
NEW = "six other trees lie down"
CODE, CODES, SET_UP = "/staff/sign-in/code", "/staff/account/recovery-codes", "/staff/sign-in/set-up"


@pytest.fixture
def email(app: Flask, stopped: StoppedClock) -> str:
    return hire(app, "coordinator")


def reset(app: Flask, email: str) -> None:
    """What an administrator does elsewhere: among other things it ends all sessions."""
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        reset_factor.reset(user)


@pytest.fixture
def reset_before(app: Flask, email: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], None]:
    """Let the next call of a function find that a reset came first."""

    def arrange(module: object, name: str) -> None:
        real = getattr(module, name)

        def late(*given: object) -> object:
            db.session.rollback()
            monkeypatch.setattr(module, name, real)
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(reset, app, email).result()
            return real(*given)

        monkeypatch.setattr(module, name, late)

    return arrange


def is_out(desk: Desk) -> bool:
    return desk.client.get("/staff/account").headers.get("Location", "").startswith("/staff/sign-in?")


def test_a_new_password_that_takes_its_time_does_not_bring_it_back(
    app: Flask, email: str, reset_before: Callable[[object, str], None]
) -> None:
    desk = sign_in(app, email)
    fields = {"csrf_token": desk.token(), "old": PASSWORD, "password": NEW}
    reset_before(passwords, "hash_new")
    assert desk.client.post("/staff/account/password", data=fields).headers["Location"] == "/staff/sign-in"
    assert is_out(desk)
    halfway_in(app, email)  # the password of until now still holds


def test_a_code_given_in_the_middle_of_it_does_not_bring_it_back(
    app: Flask, email: str, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch, reset_before: Callable[..., None]
) -> None:
    desk = sign_in(app, email)
    stopped.move(timedelta(minutes=6))
    form = {
        str(field["name"]): str(field.get("value", "")) for field in soup(desk.post(CODES)).select("main form input")
    }
    monkeypatch.setattr(factor, "accept", lambda *_: True)  # the code was right
    reset_before(factor, "accept")
    desk.client.post(CODES, data={**form, "otp": "123456"})
    assert is_out(desk)


def test_the_code_of_a_sign_in_that_was_ended_signs_nobody_in(
    app: Flask, email: str, monkeypatch: pytest.MonkeyPatch, reset_before: Callable[..., None]
) -> None:
    desk = halfway_in(app, email)
    monkeypatch.setattr(factor, "accept", lambda *_: True)  # the code was right
    reset_before(factor, "accept")
    assert desk.client.post(CODE, data={"otp": "123456"}).headers["Location"] == "/staff/sign-in"
    assert is_out(desk)


def test_an_authenticator_that_was_being_set_up_is_not_set_up_by_whoever_was_signed_out(
    app: Flask, email: str, reset_before: Callable[..., None]
) -> None:
    desk = sign_in(app, email)
    desk.post("/staff/account/authenticator")
    phone = Authenticator(desk.get(SET_UP).select("code")[0].get_text())
    reset_before(factor, "set_up")
    assert desk.client.post(SET_UP, data={"otp": phone.code()}).headers["Location"] == "/staff/sign-in"
    assert soup(halfway_in(app, email).client.get(SET_UP)).select("code"), "nothing was set up"
    assert authenticator_of(email).seed != phone.seed
