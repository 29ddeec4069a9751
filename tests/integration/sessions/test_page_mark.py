"""The cookie that is new on each page of a person, so that the browser shows no earlier page from memory."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.integration.sessions.conftest import break_database

ADDRESS = "https://braid.example.org"


def mark(client: FlaskClient) -> str | None:
    cookie = client.get_cookie("n")
    return cookie.value if cookie else None


def cookies_set_by(client: FlaskClient, path: str) -> str:
    return " | ".join(client.get(path).headers.getlist("Set-Cookie"))


def test_each_page_of_a_persons_session_has_a_mark_that_no_page_had_before(client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    seen = [mark(client)]
    for _ in range(20):
        client.get("/")
        seen.append(mark(client))
    assert None not in seen
    assert len(set(seen)) == 21


def test_the_mark_has_the_attributes_of_the_session_cookie(client: FlaskClient) -> None:
    _, header = client.post("/begin", base_url=ADDRESS).headers.getlist("Set-Cookie")
    name, _, rest = header.partition("=")
    assert name == "__Host-n"
    assert rest.split("; ")[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Strict"]


def test_whoever_has_no_session_gets_no_mark(client: FlaskClient) -> None:
    assert cookies_set_by(client, "/") == ""


def test_staff_get_no_mark_and_leave_that_of_a_person_alone(client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    before = mark(client)
    client.post("/staff/begin")
    assert cookies_set_by(client, "/staff/queue") == ""
    client.post("/staff/end")
    assert mark(client) == before


@pytest.mark.parametrize("path", ["/static/no-such.css", "/poll"])
def test_what_is_no_page_leaves_the_mark_alone(client: FlaskClient, path: str) -> None:
    client.post("/begin", data={"draft": "7"})
    assert cookies_set_by(client, path) == ""


def test_a_static_file_takes_no_mark_away_even_when_the_session_is_gone(client: FlaskClient) -> None:
    client.set_cookie("n", "left-behind")
    assert cookies_set_by(client, "/static/no-such.css") == ""


def test_leaving_takes_the_mark_away(client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    client.get("/leave")
    assert mark(client) is None


def test_leaving_takes_the_mark_away_while_the_database_does_not_work(app: Flask, client: FlaskClient) -> None:
    client.post("/begin", data={"draft": "7"})
    break_database(app)
    client.get("/leave")
    assert mark(client) is None


def test_a_mark_without_a_session_is_taken_away_by_the_next_page(client: FlaskClient) -> None:
    client.set_cookie("n", "left-behind")
    client.get("/")
    assert mark(client) is None
