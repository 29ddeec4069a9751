"""Coming in with a second factor: the code, the setting up, the day on which the phone is lost."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts import by_email, enrol, factor
from app.extensions import clock, writing
from app.extensions.clock import StoppedClock
from app.staff.matrix import ANYONE, HALFWAY, matrix
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
    key_on,
    sign_in,
    soup,
)
from tests.support.emergency import PASS
from tests.support.engines import on_each_engine


@pytest.fixture
def without(app: Flask) -> str:
    """The address of somebody who has a password and no authenticator yet."""
    with app.app_context():
        with writing():
            link = enrol.invite("early@clinic.example", "coordinator")
        with writing():
            enrol.redeem(link, PASSWORD, "Early Bird")
    return "early@clinic.example"


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("a")
    assert found is not None
    return found.value


@on_each_engine
def test_whoever_has_no_authenticator_yet_sets_one_up_and_gets_ten_codes_once(app: Flask, without: str) -> None:
    desk = halfway_in(app, without)
    phone = Authenticator(key_on(desk))
    assert phone.seed == Authenticator(key_on(desk)).seed, "looking twice shows the same key"
    assert desk.client.post(SET_UP, data={"otp": "000000"}).status_code == 401
    done = desk.client.post(SET_UP, data={"otp": phone.code()})
    assert done.headers["Location"] == KEPT
    assert len(desk.get(KEPT).select("ol code")) == 10
    assert desk.client.get(KEPT).headers["Location"] == "/staff/account"
    desk.get("/staff/queue")


@pytest.mark.parametrize("has_factor", [True, False])
def test_a_password_alone_opens_nothing(app: Flask, without: str, has_factor: bool) -> None:
    desk = halfway_in(app, hire(app, "coordinator") if has_factor else without)
    for path in ("/staff/", "/staff/queue", "/staff/account", KEPT, f"/staff/screenings/{'0' * 32}"):
        assert desk.client.get(path).headers["Location"].startswith("/staff/sign-in"), path
    other = SET_UP if has_factor else CODE
    assert desk.client.get(other).status_code == (303 if has_factor else 200)
    assert not soup(desk.client.get(CODE)).select(".me")


def test_whoever_is_to_set_one_up_cannot_come_in_by_a_code_page(app: Flask, without: str) -> None:
    desk = halfway_in(app, without)
    assert desk.client.post(CODE, data={"otp": "000000"}).headers["Location"] == SET_UP


def test_the_pages_of_the_second_factor_are_closed_to_whoever_gave_no_password(app: Flask) -> None:
    closed = [name for name, row in matrix().rows.items() if row.roles == (HALFWAY,)]
    assert len(closed) == 8
    for path in (CODE, SET_UP, PASS):
        for method in ("GET", "POST"):
            assert app.test_client().open(path, method=method).headers["Location"] == "/staff/sign-in"


def test_every_refusal_of_a_code_reads_the_same(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    phone = authenticator_of(email)
    early = phone.code()
    halfway_in(app, email).client.post(CODE, data={"otp": early})
    desk, pages = halfway_in(app, email), []
    stopped.move(timedelta(seconds=1))
    for code in ("000000", early, phone.code_at(-2), "", "x" * 50, phone.code_at(1)):  # the last one comes too late
        response = desk.client.post(CODE, data={"otp": code})
        pages.append((response.status_code, response.get_data(as_text=True)))
    assert {status for status, _ in pages} == {401}
    assert len({page for _, page in pages}) == 1


def test_a_password_is_good_for_ten_minutes_without_a_code(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = halfway_in(app, email)
    for _ in range(3):
        stopped.move(timedelta(minutes=3))
        desk.get(CODE)
    stopped.move(timedelta(minutes=1))
    late = desk.client.post(CODE, data={"otp": authenticator_of(email).code()})
    assert late.headers["Location"] == "/staff/sign-in"


def test_each_step_gives_a_new_session(app: Flask) -> None:
    email = hire(app, "coordinator")
    desk = halfway_in(app, email)
    before = cookie(desk.client)
    desk.client.post(CODE, data={"otp": authenticator_of(email).code()})
    assert cookie(desk.client) != before
    thief = app.test_client()
    thief.set_cookie("a", before)
    assert thief.get(CODE).headers["Location"] == "/staff/sign-in"


def test_a_recovery_code_leads_to_a_new_authenticator_which_ends_the_old_one(app: Flask, without: str) -> None:
    first = halfway_in(app, without)
    phone = Authenticator(key_on(first))
    first.client.post(SET_UP, data={"otp": phone.code()})
    codes = [code.get_text() for code in first.get(KEPT).select("ol code")]

    second = halfway_in(app, without)
    assert second.client.post(CODE, data={"recovery": codes[0].lower()}).headers["Location"] == SET_UP
    assert second.client.get("/staff/queue").status_code == 303, "nothing opens before the new one is set up"
    anew = Authenticator(key_on(second))
    second.client.post(SET_UP, data={"otp": anew.code()})
    second.get("/staff/queue")

    assert first.client.get("/staff/queue").status_code == 303, "all other sessions ended"
    third = halfway_in(app, without)
    for refused in ({"otp": phone.code()}, {"recovery": codes[0]}, {"recovery": codes[1]}):
        assert third.client.post(CODE, data=refused).status_code == 401
    assert third.client.post(CODE, data={"otp": anew.code()}).status_code == 303


def test_a_new_link_sets_a_new_password_and_goes_round_no_authenticator(app: Flask) -> None:
    email = hire(app, "coordinator")
    with app.app_context(), writing():
        link = enrol.invite(email, "coordinator")
    client = app.test_client()
    done = client.post(f"/staff/enrol/{link}", data={"name": "Ana", "password": "another good long phrase"})
    assert done.headers["Location"] == CODE
    assert client.get(SET_UP).headers["Location"] == CODE


def test_an_administrator_resets_a_colleagues_authenticator_and_they_set_up_a_new_one(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator", "Cy Lost")
    lost = sign_in(app, email)
    row = next(row for row in admin.get("/staff/team").select("tbody tr") if "Cy Lost" in row.get_text())
    reset = str(row.select("form[action$='/reset-factor']")[0]["action"])
    assert admin.post(reset).status_code == 303
    assert lost.client.get("/staff/queue").status_code == 303
    assert halfway_in(app, email).get(SET_UP).select(".qr svg")
    row = next(row for row in admin.get("/staff/team").select("tbody tr") if "Cy Lost" in row.get_text())
    assert "no authenticator yet" in row.get_text()


def test_nobody_resets_their_own_on_the_team_page(app: Flask) -> None:
    email = hire(app, "admin")
    desk = sign_in(app, email)
    with app.app_context():
        user = by_email(email)
        assert user is not None
    assert desk.post(f"/staff/team/{user.public_id}/reset-factor").status_code == 409
    with app.app_context():
        assert factor.has_factor(user.id)


def test_somebody_switched_off_halfway_does_not_come_in(app: Flask, admin: Desk) -> None:
    email = hire(app, "coordinator")
    desk = halfway_in(app, email)
    with app.app_context():
        user = by_email(email)
        assert user is not None
    admin.post(f"/staff/team/{user.public_id}/deactivate")
    response = desk.client.post(CODE, data={"otp": authenticator_of(email).code()})
    assert response.headers["Location"] == "/staff/sign-in"
    assert desk.client.get("/staff/queue").status_code == 303


def test_the_key_stands_in_no_address_and_the_page_allows_nothing_inline(app: Flask, without: str) -> None:
    desk = halfway_in(app, without)
    response = desk.client.get(SET_UP)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = soup(response)
    assert not page.select("[style], style, script:not([src])")
    (picture,) = page.select(".qr svg")
    assert picture.select("path")
    assert picture.has_attr("viewbox"), "or a place that is smaller than it cuts it off, and no camera reads it"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_sign_in_after_midnight_still_works(app: Flask) -> None:
    with clock.stopped(clock.now() + timedelta(days=40)):
        desk_of(app, "clinician").get("/staff/queue")


def test_open_pages_are_the_sign_in_and_the_link() -> None:
    assert {name for name, row in matrix().rows.items() if row.roles == (ANYONE,)} == {
        "staff.sign_in",
        "staff.sign_in_post",
        "staff.enrol",
        "staff.enrol_post",
    }
