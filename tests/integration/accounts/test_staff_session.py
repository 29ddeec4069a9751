"""Being signed in: asked anew at every request."""

from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_login import current_user, login_required

from app import activity, sessions
from app.accounts import by_email, enrol, signin, staff_session
from app.extensions import db, writing
from app.settings import Settings
from tests.integration.accounts.conftest import PASSWORD
from tests.support.engines import on_each_engine
from tests.support.small_app import small_app

pytestmark = on_each_engine
pages = Blueprint("pages", __name__, url_prefix="/staff")


@pages.post("/in")
def come_in() -> str:
    user = signin.authenticate("jane@clinic.org", PASSWORD)
    assert user is not None
    staff_session.sign_in(user)
    db.session.commit()
    return "in"


@pages.post("/out")
def go_out() -> str:
    staff_session.sign_out()
    db.session.commit()
    return "out"


@pages.post("/pretend/<user_id>")
def pretend(user_id: str) -> str:
    sessions.current()["_user_id"] = user_id
    return "pretending"


@pages.post("/as-before")
def as_before() -> str:
    del sessions.current()["factor_at"]
    return "as before"


@pages.get("/me")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def me() -> str:
    return f"{current_user.name}, {current_user.role}"


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    with small_app(settings) as app:
        app.register_blueprint(pages)
        yield app


@pytest.fixture
def signed_in(jane: str, client: FlaskClient) -> FlaskClient:
    client.post("/staff/in")
    return client


def copy_of(client: FlaskClient, app: Flask) -> FlaskClient:
    cookie = client.get_cookie("a")
    assert cookie is not None
    copy = app.test_client()
    copy.set_cookie("a", cookie.value)
    return copy


def test_whoever_signed_in_is_known_at_the_next_request(signed_in: FlaskClient) -> None:
    assert signed_in.get("/staff/me").text == "Jane Doe, coordinator"


def test_nobody_else_is(jane: str, client: FlaskClient) -> None:
    assert client.get("/staff/me").status_code == 401


def test_a_cookie_kept_from_before_signing_out_opens_nothing(signed_in: FlaskClient, app: Flask) -> None:
    thief = copy_of(signed_in, app)
    assert thief.get("/staff/me").status_code == 200
    signed_in.post("/staff/out")
    assert copy_of(thief, app).get("/staff/me").status_code == 401
    assert signed_in.get_cookie("a") is None


def test_signing_in_gives_a_new_token_and_ends_the_one_before(signed_in: FlaskClient, app: Flask) -> None:
    before = copy_of(signed_in, app)
    signed_in.post("/staff/in")
    assert signed_in.get("/staff/me").status_code == 200
    assert before.get("/staff/me").status_code == 401


def set_active(app: Flask, active: bool) -> None:
    with app.app_context(), writing():
        user = by_email("jane@clinic.org")
        assert user is not None
        user.active = active


def test_somebody_who_is_switched_off_is_out_at_once_and_stays_out(signed_in: FlaskClient, app: Flask) -> None:
    thief = copy_of(signed_in, app)
    set_active(app, False)
    assert signed_in.get("/staff/me").status_code == 401
    set_active(app, True)
    assert thief.get("/staff/me").status_code == 401


def test_a_new_role_holds_from_the_next_request(signed_in: FlaskClient, app: Flask) -> None:
    with app.app_context(), writing():
        user = by_email("jane@clinic.org")
        assert user is not None
        user.role = "auditor"
    assert signed_in.get("/staff/me").text == "Jane Doe, auditor"


def test_ending_all_sessions_of_somebody_ends_this_one(signed_in: FlaskClient, app: Flask) -> None:
    with app.app_context(), writing():
        user = by_email("jane@clinic.org")
        assert user is not None
        sessions.end_all_for(user.id)
    assert signed_in.get("/staff/me").status_code == 401


def test_a_persons_cookie_in_the_place_of_the_staff_cookie_opens_nothing(signed_in: FlaskClient, app: Flask) -> None:
    cookie = signed_in.get_cookie("a")
    assert cookie is not None
    signed_in.set_cookie("s", cookie.value)
    signed_in.delete_cookie("a")
    assert signed_in.get("/staff/me").status_code == 401


def test_a_session_of_one_cannot_become_that_of_another(signed_in: FlaskClient, app: Flask) -> None:
    with app.app_context():
        with writing():
            token = enrol.invite("john@clinic.org", "admin")
        john = enrol.redeem(token, PASSWORD, "John")
        db.session.commit()
    signed_in.post(f"/staff/pretend/{john.id}")
    assert signed_in.get("/staff/me").status_code == 401


def test_a_session_from_before_there_were_second_factors_is_nobodys(signed_in: FlaskClient) -> None:
    signed_in.post("/staff/as-before")
    assert signed_in.get("/staff/me").status_code == 401


def test_a_new_password_signs_out_everywhere(signed_in: FlaskClient, app: Flask) -> None:
    with app.app_context(), writing():
        token = enrol.invite("jane@clinic.org", "coordinator")
    assert signed_in.get("/staff/me").status_code == 200
    with app.app_context():
        enrol.redeem(token, "quite another long phrase", "Jane")
        db.session.commit()
    assert signed_in.get("/staff/me").status_code == 401


def test_a_cookie_that_remembers_is_never_set(signed_in: FlaskClient) -> None:
    assert signed_in.get_cookie("remember_token") is None


def test_signing_out_is_in_the_log(signed_in: FlaskClient, app: Flask) -> None:
    signed_in.post("/staff/out")
    with app.app_context():
        assert [row.action for row in activity.latest(2)] == ["staff.signed_out", "signin.succeeded"]


def test_signing_out_twice_is_no_error(signed_in: FlaskClient) -> None:
    signed_in.post("/staff/out")
    assert signed_in.post("/staff/out").status_code == 200
