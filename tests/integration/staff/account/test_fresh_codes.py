"""Acts on accounts want a code that is at most five minutes old; the form that was sent waits for it."""

from datetime import timedelta

import pytest
from flask import Flask

from app import activity
from app.accounts import by_email
from app.extensions.clock import StoppedClock
from tests.support.authenticator import Authenticator
from tests.support.desk import Desk, authenticator_of, halfway_in, hire, sign_in, soup, token_on
from tests.support.sites import WARMLINE

NEW = {"email": "new@clinic.example", "name": "Née & Söhne", "role": "clinician"}
SIX_MINUTES = timedelta(minutes=6)


@pytest.fixture
def admin_email(app: Flask, stopped: StoppedClock) -> str:
    return hire(app, "admin")


@pytest.fixture
def phone(admin_email: str) -> Authenticator:
    return authenticator_of(admin_email)


@pytest.fixture
def admin(app: Flask, admin_email: str) -> Desk:
    return sign_in(app, admin_email)


def invited(app: Flask) -> bool:
    with app.app_context():
        return by_email(NEW["email"]) is not None


def held_back(desk: Desk, path: str = "/staff/team", **fields: str) -> dict[str, str]:
    """Send a form whose code is too old. Returns what the page that asks for one would send."""
    response = desk.post(path, **fields)
    assert response.status_code == 401
    form = soup(response).select_one("main form")
    assert form is not None
    assert form["action"] == path
    return {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}


def test_for_five_minutes_after_a_code_nothing_is_asked(app: Flask, admin: Desk, stopped: StoppedClock) -> None:
    stopped.move(timedelta(minutes=5))
    assert admin.post("/staff/team", **NEW).status_code == 303


def test_after_that_a_code_is_asked_and_the_form_goes_on_as_it_was(
    app: Flask, admin: Desk, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, **NEW)
    assert not invited(app)
    before = admin.client.get_cookie("a")
    assert admin.client.post("/staff/team", data={**form, "otp": phone.code()}).status_code == 303
    after = admin.client.get_cookie("a")
    assert "Née & Söhne" in admin.get("/staff/team").get_text()
    assert before is not None
    assert after is not None
    assert before.value != after.value, "the session goes on under a new token"
    assert admin.post("/staff/team", **NEW | {"email": "next@clinic.example"}).status_code == 303, "and is fresh again"


def test_a_wrong_code_asks_again_and_still_keeps_the_form(
    app: Flask, admin: Desk, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, **NEW)
    refused = admin.client.post("/staff/team", data={**form, "otp": "000000"})
    assert refused.status_code == 401
    assert "did not work" in soup(refused).get_text()
    assert not invited(app)
    again = {str(field["name"]): str(field.get("value", "")) for field in soup(refused).select("main form input")}
    admin.client.post("/staff/team", data={**again, "otp": phone.code()})
    assert invited(app)


def test_what_waits_cannot_be_read_changed_or_sent_elsewhere(
    app: Flask, admin: Desk, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, "/staff/account/password", old="canary of the old one", password="canary of the new one")
    assert "canary" not in str(form)
    for path, kept in (("/staff/team", form["kept"]), ("/staff/account/password", "made-up"), ("/staff/team", "é")):
        response = admin.client.post(path, data={**form, "kept": kept, "otp": phone.code_at(1)})
        assert response.status_code == 400, path
    assert not invited(app)


def test_what_waits_in_one_session_is_worth_nothing_in_another(
    app: Flask, admin: Desk, admin_email: str, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, **NEW)
    other = sign_in(app, admin_email)
    response = other.client.post("/staff/team", data={**form, "csrf_token": other.token(), "otp": phone.code()})
    assert response.status_code == 400
    assert not invited(app)


def test_a_code_that_was_used_to_sign_in_does_not_confirm(
    app: Flask, admin_email: str, phone: Authenticator, stopped: StoppedClock
) -> None:
    admin = sign_in(app, admin_email)
    stopped.move(SIX_MINUTES - timedelta(seconds=30))
    used = phone.code()
    halfway_in(app, admin_email).client.post("/staff/sign-in/code", data={"otp": used})
    stopped.move(timedelta(seconds=30))
    form = held_back(admin, **NEW)
    assert admin.client.post("/staff/team", data={**form, "otp": used}).status_code == 401


def test_the_token_against_forgery_is_asked_for_before_the_code(
    app: Flask, admin: Desk, phone: Authenticator, stopped: StoppedClock
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, **NEW)
    response = admin.client.post("/staff/team", data={**form, "csrf_token": "forged", "otp": phone.code()})
    assert response.status_code == 400
    assert not invited(app)


def test_reading_wants_no_fresh_code(admin: Desk, stopped: StoppedClock) -> None:
    stopped.move(SIX_MINUTES)
    assert token_on(admin.get("/staff/team"))


def test_confirming_is_on_record(app: Flask, admin: Desk, phone: Authenticator, stopped: StoppedClock) -> None:
    stopped.move(SIX_MINUTES)
    admin.client.post("/staff/team", data={**held_back(admin, **NEW), "otp": phone.code()})
    with app.app_context():
        assert [row.action for row in activity.latest(2)] == ["staff.invited", "signin.confirmed"]


def test_answers_that_are_being_entered_stay_open_through_a_fresh_code(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    ana = sign_in(app, email)
    ana.post("/staff/entry", mode="phone", language="en")
    ana.post("/staff/entry/consent", agreed="yes")
    stopped.move(SIX_MINUTES)
    form = held_back(ana, "/staff/account/recovery-codes")
    code = authenticator_of(email).code()
    assert ana.client.post("/staff/account/recovery-codes", data={**form, "otp": code}).status_code == 303
    ana.get("/staff/entry/part/mood")


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/staff/sign-off", {"part": "thresholds", "by": "Dr. Made Up", "credential": "MD", "on": "2026-11-20"}),
        ("/staff/lines", WARMLINE),
        ("/staff/site/logo/remove", {"edition": "0"}),
    ],
)
def test_what_people_at_risk_are_told_and_shown_is_changed_with_a_fresh_code_only(
    admin: Desk, phone: Authenticator, stopped: StoppedClock, path: str, fields: dict[str, str]
) -> None:
    stopped.move(SIX_MINUTES)
    form = held_back(admin, path, **fields)
    assert admin.client.post(path, data={**form, "otp": phone.code()}).status_code == 303
