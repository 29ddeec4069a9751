"""Coming in: the one-time link, the sign-in, the sign-out."""

from threading import BoundedSemaphore

import pytest
from argon2 import PasswordHasher
from flask import Flask

from app import activity
from app.accounts import by_email, enrol, passwords, tries
from app.extensions import writing
from app.extensions.clock import StoppedClock
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


def test_when_many_sign_in_at_once_the_page_says_so_and_keeps_the_address(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = hire(app, "coordinator")
    monkeypatch.setattr(passwords, "_places", BoundedSemaphore(1))
    with passwords._places:
        for typed in (email, "nobody@clinic.example"):
            busy = app.test_client().post("/staff/sign-in", data={"email": typed, "password": PASSWORD})
            assert busy.status_code == 503
            assert busy.headers["Retry-After"] == "5"
            page = soup(busy)
            assert "Many people are signing in right now." in page.get_text()
            assert page.select(f"input[name=email][value='{typed}']")
            assert page.select("input[name=password][value='']")
    sign_in(app, email)


@pytest.mark.parametrize("page", ["sign-in", "enrol"])
@pytest.mark.parametrize(("letters", "status"), [(1_000_000, 413), (60_000, 401)])
def test_a_password_beyond_all_measure_is_refused_before_any_hashing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, page: str, letters: int, status: int
) -> None:
    email, path = hire(app, "coordinator"), "/staff/sign-in" if page == "sign-in" else link_for(app)
    for does_work in ("hash", "verify"):
        monkeypatch.setattr(PasswordHasher, does_work, None)
    fields = {"email": email, "name": "Ana", "password": "x y" * (letters // 3)}
    response = app.test_client().post(path, data=fields)
    assert response.status_code == (422 if (page, status) == ("enrol", 401) else status)


def test_a_password_may_be_pasted_kept_by_a_manager_and_looked_at(app: Flask) -> None:
    page = soup(app.test_client().get(link_for(app)))
    (field,) = page.select("[name=password]")
    assert (field["type"], field["autocomplete"]) == ("password", "new-password")
    assert not {"maxlength", "pattern", "onpaste", "readonly", "value"} & {name for name in field.attrs if field[name]}
    assert page.select(f"[hidden] [data-shows='{field['id']}']")
    assert page.select("[name=username][autocomplete=username]")


def test_whoever_signed_in_before_comes_in_while_strangers_guess_at_the_account(
    app: Flask, stopped: StoppedClock
) -> None:
    email = hire(app, "coordinator")
    own = sign_in(app, email).client
    for number in range(8):
        stranger = {"REMOTE_ADDR": f"198.51.100.{number}"}
        data = {"email": email, "password": "wrong password here"}
        app.test_client().post("/staff/sign-in", data=data, environ_base=stranger)
    right = {"email": email, "password": PASSWORD}
    assert app.test_client().post("/staff/sign-in", data=right).status_code == 401
    assert own.post("/staff/sign-in", data=right).headers["Location"] == "/staff/sign-in/code"


def test_the_mark_of_a_known_browser_is_no_way_in_and_says_nothing_of_its_owner(
    app: Flask, stopped: StoppedClock
) -> None:
    email = hire(app, "coordinator")
    client, https = app.test_client(), "https://localhost"
    half = client.post("/staff/sign-in", data={"email": email, "password": PASSWORD}, base_url=https)
    assert "__Host-k=" not in str(half.headers), "the password alone makes no browser known"
    given = client.post("/staff/sign-in/code", data={"otp": authenticator_of(email).code()}, base_url=https)
    (header,) = [line for line in given.headers.getlist("Set-Cookie") if line.startswith("__Host-k=")]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(header.split("; "))
    assert email not in header
    thief = app.test_client()
    thief.set_cookie("k", header.split("; ")[0].partition("=")[2])
    assert thief.get("/staff/queue").headers["Location"].startswith("/staff/sign-in")


def test_refusals_have_the_same_headers_and_cost_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    known, shut = hire(app, "coordinator"), hire(app, "coordinator")
    with app.app_context(), writing():
        user = by_email(shut)
        assert user is not None
        user.failed_tries = tries.MOST_IN_A_ROW
    calls: list[bytes] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, stored: str, given: bytes) -> bool:
        calls.append(given)
        return verify(self, stored, given)

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    headers = []
    for email, password in ((known, "wrong"), ("nobody@clinic.example", "wrong"), (shut, "wrong"), (shut, PASSWORD)):
        response = app.test_client().post("/staff/sign-in", data={"email": email, "password": password})
        said = [header for header in response.headers if header[0] not in ("Content-Length", "X-Request-Id")]
        headers.append((response.status_code, said))
    assert headers == [headers[0]] * 4
    assert headers[0][0] == 401
    assert len(calls) == 4


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
