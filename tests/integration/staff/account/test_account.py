"""One's own account: where one is signed in, a new authenticator, new recovery codes, another password."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import ROLES
from app.extensions.clock import StoppedClock
from tests.support.authenticator import Authenticator
from tests.support.desk import (
    CODE,
    KEPT,
    PASSWORD,
    SET_UP,
    Desk,
    authenticator_of,
    desk_of,
    halfway_in,
    hire,
    sign_in,
    soup,
)
from tests.support.sites import second_site

NEW = "six other trees lie down"
SESSIONS = "#sessions ~ ul > li"


@pytest.fixture
def email(app: Flask) -> str:
    return hire(app, "coordinator")


def signed_in(desk: Desk) -> bool:
    return desk.client.get("/staff/account").status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_its_account_from_each_page(app: Flask, role: str) -> None:
    desk = desk_of(app, role)
    page = soup(desk.client.get("/staff/", follow_redirects=True))
    assert page.select("header a[href='/staff/account']")
    desk.get("/staff/account")


def test_own_sessions_are_listed_and_end_one_by_one(app: Flask, email: str, stopped: StoppedClock) -> None:
    first = sign_in(app, email)
    stopped.move(timedelta(minutes=10))
    second, third = sign_in(app, email), halfway_in(app, email)
    rows = second.get("/staff/account").select(SESSIONS)
    assert [[part.get_text() for part in row.select("p")] for row in rows] == [
        ["Gave your password, and no code yet", "Since today 12:10, last used today 12:10"],
        ["This one", "Since today 12:10, last used today 12:10"],
        ["Signed in", "Since today 12:00, last used today 12:00"],
    ]
    assert not rows[1].select("form"), "one's own is ended by signing out"
    second.post("/staff/account/sessions/end", session=str(rows[2].select("[name=session]")[0]["value"]))
    assert not signed_in(first)
    assert signed_in(second)
    second.post("/staff/account/sessions/end", session=str(rows[0].select("[name=session]")[0]["value"]))
    assert third.client.get(CODE).headers["Location"] == "/staff/sign-in"


def test_a_session_that_is_over_is_not_listed(app: Flask, email: str, stopped: StoppedClock) -> None:
    sign_in(app, email)
    stopped.move(timedelta(minutes=16))
    assert len(sign_in(app, email).get("/staff/account").select(SESSIONS)) == 1


def test_the_session_of_a_colleague_cannot_be_ended(app: Flask, email: str, ana: Desk, ben: Desk) -> None:
    sign_in(app, email)
    own = sign_in(app, email)
    foreign = str(own.get("/staff/account").select("[name=session]")[0]["value"])
    answers = [ana.post("/staff/account/sessions/end", session=given) for given in (foreign, "0" * 32, "x", "")]
    assert {answer.status_code for answer in answers} == {404}
    assert len(own.get("/staff/account").select(SESSIONS)) == 2


def test_signing_out_everywhere_ends_this_session_as_well(app: Flask, email: str) -> None:
    first, second = sign_in(app, email), sign_in(app, email)
    assert second.post("/staff/account/sessions/end-all").headers["Location"] == "/staff/sign-in"
    assert not signed_in(first)
    assert not signed_in(second)


def test_another_password_ends_every_other_session_and_keeps_this_one(app: Flask, email: str) -> None:
    other, own = sign_in(app, email), sign_in(app, email)
    before = own.client.get_cookie("a")
    assert own.post("/staff/account/password", old=PASSWORD, password=NEW).status_code == 303
    after = own.client.get_cookie("a")
    assert signed_in(own)
    assert not signed_in(other)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    client = app.test_client()
    assert client.post("/staff/sign-in", data={"email": email, "password": PASSWORD}).status_code == 401
    assert client.post("/staff/sign-in", data={"email": email, "password": NEW}).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("not my password at all", NEW, "That is not your password"),
        (PASSWORD, "short", "at least 15"),
        ("", NEW, "Write your password of until now"),
        (PASSWORD, "", "Choose a password"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing_and_says_why(
    app: Flask, email: str, old: str, new: str, said: str
) -> None:
    own = sign_in(app, email)
    refused = own.post("/staff/account/password", old=old, password=new)
    assert refused.status_code == 422
    assert said in soup(refused).get_text()
    assert signed_in(own)
    halfway_in(app, email)


def test_the_name_of_ones_own_centre_is_no_password_there(app: Flask) -> None:
    hill = second_site(app)
    own = desk_of(app, "coordinator", site_id=hill.id)
    refused = own.post("/staff/account/password", old=PASSWORD, password="Hill Clinic Hill Clinic 1")
    assert refused.status_code == 422
    assert "the name of this service" in soup(refused).get_text()


def test_guessing_the_own_password_is_slowed_like_a_sign_in(app: Flask, email: str, stopped: StoppedClock) -> None:
    own = sign_in(app, email)
    for _ in range(5):
        own.post("/staff/account/password", old="not my password at all", password=NEW)
    assert own.post("/staff/account/password", old=PASSWORD, password=NEW).status_code == 422


def test_new_recovery_codes_are_shown_once_and_counted(app: Flask, email: str) -> None:
    own = sign_in(app, email)
    assert "0 are left" in own.get("/staff/account").get_text()
    assert own.post(KEPT).headers["Location"] == KEPT
    codes = [code.get_text() for code in own.get(KEPT).select("ol code")]
    assert own.client.get(KEPT).headers["Location"] == "/staff/account"
    assert "10 are left" in own.get("/staff/account").get_text()
    desk = halfway_in(app, email)
    assert desk.client.post(CODE, data={"recovery": codes[3]}).status_code == 303
    assert "9 are left" in own.get("/staff/account").get_text()


def test_a_new_authenticator_is_set_up_and_until_then_the_old_one_stays_in_force(
    app: Flask, email: str, stopped: StoppedClock
) -> None:
    other, own = sign_in(app, email), sign_in(app, email)
    stopped.move(timedelta(seconds=30))
    assert own.post("/staff/account/authenticator").headers["Location"] == SET_UP
    assert not signed_in(own), "only halfway in until it is done"
    assert signed_in(other)
    anew = Authenticator(own.get(SET_UP).select("main code")[0].get_text())
    own.client.post(SET_UP, data={"otp": anew.code()})
    assert not signed_in(other)
    assert own.get(KEPT).select("main a[href='/staff/account']")
    desk = halfway_in(app, email)
    assert desk.client.post(CODE, data={"otp": authenticator_of(email).code()}).status_code == 401
    assert desk.client.post(CODE, data={"otp": anew.code()}).status_code == 303
