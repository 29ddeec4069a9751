"""Whatever changes anything needs the token of the session it changes, and comes from our own pages."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.extensions import SAFE_METHODS, csrf
from app.web.request_guard import REPORT
from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.contents import contents
from tests.support.desk import CALM, arrive, desk_of, token_on
from tests.support.people import ACUTE

# What has no session yet, or nothing of it to lose: each is kept to our own pages by where it says it comes from.
WITHOUT_TOKEN = {
    *("patient.begin", "patient.take_code", "patient.take_over", "patient.ask_for_person", "patient.finish"),
    *("staff.sign_in_post", "staff.code_post", "staff.set_up_post", "staff.enrol_post"),
    *("choose", REPORT),
    *("staff.ask_for_passkey", "staff.ask_for_first_passkey", "staff.pass_post"),  # halfway in
}
PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
OF_NOTHING = {"int": "1", "uuid": str(UUID(int=0)), "name": "staff", "part": "use", "language": "es"}
FROM_ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "Same-Origin"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost@evil.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://[evil"},
    {"Referer": "https://evil.example/localhost"},
)


def unsafe(app: Flask) -> list[Rule]:
    rules = [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) - SAFE_METHODS]
    return [rule for rule in rules if not rule.endpoint.startswith("api.")]  # by token: no browser brings one by itself


def address(rule: Rule) -> str:
    """One of its addresses; nothing is there."""
    return PART.sub(lambda part: OF_NOTHING.get(part["kind"] or part["name"], "0" * 32), str(rule.rule))


def visitors(app: Flask) -> dict[str, tuple[FlaskClient, str]]:
    """Somebody in the middle of a crisis and somebody at the desk, with the token of another session each."""
    person, other = somebody(app, ACUTE), somebody(app, ACUTE)
    for walker in (person, other):
        walker.walk(until="/h/")
    assert isinstance(person.browser, ClientBrowser)
    desk, colleague = desk_of(app, "supervisor"), desk_of(app, "supervisor")
    return {
        "patient": (person.browser.client, other.seen[-1].token),
        "staff": (desk.client, token_on(colleague.get("/staff/account"))),
    }


def test_what_needs_no_token_is_what_is_named_here(app: Flask) -> None:
    views = {f"{view.__module__}.{view.__name__}": name for name, view in app.view_functions.items()}
    exempt = {views[name] for name in csrf._exempt_views if name in views}
    assert exempt == WITHOUT_TOKEN


def test_nothing_is_done_without_the_token_of_this_very_session(app: Flask) -> None:
    arrive(app, CALM)
    known = visitors(app)
    before = contents(app)
    for rule in unsafe(app):
        if rule.endpoint in WITHOUT_TOKEN:
            continue
        client, token_of_another = known[rule.endpoint.partition(".")[0]]
        for token in (None, "", "wrong", token_of_another):
            fields = {"continue": "yes", **({} if token is None else {"csrf_token": token})}
            response = client.post(address(rule), data=fields)
            # 303, 405: where there is no page that could be sent once more
            assert response.status_code in (400, 303, 405), (rule, token, response.status_code)
            check_response(str(rule), response)
    assert contents(app) == before


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
def test_no_other_site_gets_anything_done(app: Flask, headers: dict[str, str]) -> None:
    client = app.test_client()
    before = contents(app)
    for rule in unsafe(app):
        response = client.post(address(rule), data={"continue": "yes"}, headers=headers)
        assert response.status_code == 403, rule
        check_response(str(rule), response)
    assert contents(app) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://localhost"},
        {"Referer": "http://localhost/"},
        {},
    ],
    ids=str,
)
def test_our_own_pages_and_old_browsers_can_begin(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/start", headers=headers).headers["Location"] == "/consent"


def test_what_is_answered_depends_on_where_it_was_asked_and_says_so(client: FlaskClient) -> None:
    for response in (client.get("/"), client.post("/start"), client.post("/start", headers={"Origin": "null"})):
        assert {"Sec-Fetch-Site", "Origin"} <= set(response.headers["Vary"].split(", "))


def person(app: Flask) -> FlaskClient:
    return visitors(app)["patient"][0]


def staff(app: Flask) -> FlaskClient:
    return desk_of(app, "supervisor").client


@pytest.mark.parametrize(("room", "visitor"), [("patient", person), ("staff", staff)])
def test_looking_changes_nothing(app: Flask, room: str, visitor: Callable[[Flask], FlaskClient]) -> None:
    arrive(app, CALM)
    client = visitor(app)
    before = contents(app, but=("activity",))
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint.startswith(f"{room}.") and rule.endpoint != "patient.leave":
            for method in SAFE_METHODS:
                assert client.open(address(rule), method=method).status_code < 500, (method, rule)
    assert contents(app, but=("activity",)) == before


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "OPTIONS", "PUT", "PATCH", "DELETE", "X"])
def test_a_method_that_a_page_does_not_take_is_refused_and_offers_nothing_to_other_sites(
    app: Flask, method: str
) -> None:
    client = app.test_client()
    before = contents(app)
    for rule in app.url_map.iter_rules():
        if app.url_map.bind("localhost").test(address(rule), method=method):
            continue
        response = client.open(address(rule), method=method, headers={"Origin": "http://localhost"})
        assert response.status_code in (404, 405), (method, rule)
        assert not [name for name, _ in response.headers if name.startswith("Access-Control")], rule
        check_response(str(rule), response)
    assert contents(app) == before


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"])
def test_no_header_and_no_field_turns_one_method_into_another(client: FlaskClient, app: Flask, name: str) -> None:
    before = contents(app)
    assert client.get(f"/start?{name}=POST", headers={name: "POST"}).status_code == 405
    assert client.post("/", data={name: "GET"}, headers={name: "GET"}).status_code == 405
    assert contents(app) == before
