"""Coming in: the one-time link, the sign-in, the sign-out."""

import pytest
from flask import Flask

from app import activity
from app.accounts import enrol
from app.extensions import writing
from tests.support.authenticator import Authenticator
from tests.support.desk import PASSWORD, authenticator_of, desk_of, hire, sign_in, soup


def link_for(app: Flask, email: str = "new@clinic.example", role: str = "coordinator") -> str:
    with app.app_context(), writing():
        return f"/staff/enrol/{enrol.invite(email, role)}"


def test_a_link_lets_its_owner_set_name_and_password_and_come_in(app: Flask) -> None:
    link, client = link_for(app), app.test_client()
    page = client.get(link)
    assert "new@clinic.example" in page.get_data(as_text=True)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    set_up = client.post(link, data={"name": "Ana", "password": PASSWORD}).headers["Location"]
    authenticator = Authenticator(soup(client.get(set_up)).select("main code")[0].get_text())
    client.post(set_up, data={"otp": authenticator.code()})
    assert "Ana, Coordinator" in soup(client.get("/staff/queue")).get_text()
    again = app.test_client()
    asks = again.post("/staff/sign-in", data={"email": "new@clinic.example", "password": PASSWORD}).headers["Location"]
    assert again.post(asks, data={"otp": authenticator.code()}).headers["Location"] == "/staff/"


def test_a_link_works_once(app: Flask) -> None:
    link = link_for(app)
    app.test_client().post(link, data={"name": "Ana", "password": PASSWORD})
    second = app.test_client().post(link, data={"name": "Eve", "password": PASSWORD})
    assert second.status_code == 410
    assert app.test_client().get(link).status_code == 410
    assert app.test_client().get("/staff/enrol/never-was").status_code == 410


@pytest.mark.parametrize(
    ("password", "reason"),
    [("short", "at least 15"), ("", "Choose a password"), ("new clinic example", "Do not build it")],
)
def test_a_refused_password_says_why_and_keeps_the_name(app: Flask, password: str, reason: str) -> None:
    link, client = link_for(app), app.test_client()
    refused = client.post(link, data={"name": "Ana María", "password": password})
    page = soup(refused)
    assert refused.status_code == 422
    assert reason in page.get_text()
    assert page.title is not None
    assert page.title.get_text().startswith("Error: ")
    assert page.select_one("input[name=name]")["value"] == "Ana María"  # type: ignore[index]  # there is one
    assert page.select_one("input[name=password]")["value"] == ""  # type: ignore[index]  # there is one
    assert client.post(link, data={"name": "Ana María", "password": PASSWORD}).status_code == 303


def test_every_refusal_at_sign_in_reads_the_same(app: Flask) -> None:
    known = hire(app, "coordinator")
    client, pages = app.test_client(), []
    tries = [(known, "wrong password here"), ("nobody@clinic.example", PASSWORD), ("", "")]
    tries += [(known, "wrong password here")] * 5 + [(known, PASSWORD)]  # by now it is throttled
    for email, password in tries:
        response = client.post("/staff/sign-in", data={"email": email, "password": password})
        pages.append((response.status_code, response.get_data(as_text=True).replace(email, "") if email else ""))
    assert {status for status, _ in pages} == {401}
    assert len({page for _, page in pages if page}) == 1


def test_signing_in_gives_a_new_session_and_never_takes_over_a_planted_one(app: Flask) -> None:
    email, client = hire(app, "coordinator"), app.test_client()
    client.set_cookie("a", "A" * 43)
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    first = client.get_cookie("a")
    client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    second = client.get_cookie("a")
    assert first is not None
    assert second is not None
    assert len({"A" * 43, first.value, second.value}) == 3


def test_a_sign_out_ends_the_session_for_good(app: Flask) -> None:
    desk = desk_of(app, "coordinator")
    cookie = desk.client.get_cookie("a")
    assert cookie is not None
    desk.post("/staff/sign-out")
    thief = app.test_client()
    thief.set_cookie("a", cookie.value)
    assert thief.get("/staff/queue").status_code == 303


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/staff/screenings/abc", "/staff/screenings/abc"),
        ("https://evil.example/staff/", "/staff/"),
        ("//evil.example/staff/", "/staff/"),
        ("/staff/\\evil.example", "/staff/"),
        ("/", "/staff/"),
    ],
)
def test_whoever_came_by_a_link_lands_there_and_never_outside(app: Flask, wanted: str, lands: str) -> None:
    email, client = hire(app, "coordinator"), app.test_client()
    asks = client.post("/staff/sign-in", data={"email": email, "password": PASSWORD, "next": wanted})
    assert asks.headers["Location"] == "/staff/sign-in/code"
    code = {"otp": authenticator_of(email).code()}
    assert client.post("/staff/sign-in/code", data=code).headers["Location"] == lands


@pytest.mark.parametrize(
    ("role", "first"), [("coordinator", "queue"), ("clinician", "queue"), ("admin", "team"), ("auditor", "activity")]
)
def test_each_role_begins_at_its_own_page(app: Flask, role: str, first: str) -> None:
    assert desk_of(app, role).client.get("/staff/").headers["Location"] == f"/staff/{first}"


def test_what_was_typed_into_a_page_that_outlived_its_session_is_given_back(app: Flask) -> None:
    note = "she sounded calm & safe"
    response = app.test_client().post(f"/staff/screenings/{'0' * 32}/note", data={"text": note, "csrf_token": "old"})
    area = soup(response).find("textarea")
    assert response.status_code == 403
    assert area is not None
    assert area.get_text().strip() == note


def test_sign_ins_and_failures_are_on_record_without_the_address(app: Flask) -> None:
    email = hire(app, "coordinator")
    app.test_client().post("/staff/sign-in", data={"email": email, "password": "wrong password here"})
    sign_in(app, email)
    with app.app_context():
        rows = activity.latest(3)
    assert [row.action for row in rows] == ["signin.succeeded", "signin.password", "signin.failed"]
    assert email not in str([(row.subject_id, row.detail) for row in rows])


@pytest.mark.parametrize("path", ["/staff/sign-in", "/staff/enrol/none"])
def test_crisis_numbers_stand_on_the_pages_before_sign_in_too(app: Flask, path: str) -> None:
    assert soup(app.test_client().get(path)).select("footer a[href='tel:988']")
