"""Leaving by the link alone: the server ends the session, takes every cookie away and leads to the neutral site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app.extensions import db
from app.settings import Settings
from tests.support.client_browser import ClientBrowser, somebody
from tests.support.walker import Walker

NEUTRAL = "https://weather.example/"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Leaving leads to a site that the operator chose."""
    return replace(settings, leave_url=NEUTRAL)


@pytest.fixture
def person(app: Flask) -> Walker:
    """Somebody in the middle of the questions, who reads Spanish."""
    walker = somebody(app)
    walker.walk(until="/s/4")
    client_of(walker).post("/language", data={"language": "es"})
    return walker


def client_of(walker: Walker) -> FlaskClient:
    assert isinstance(walker.browser, ClientBrowser)
    return walker.browser.client


def cookies(walker: Walker) -> list[str]:
    return [name for name in ("s", "n", "l") if client_of(walker).get_cookie(name)]


@contextmanager
def database_is_away() -> Iterator[None]:
    gone = OperationalError("", {}, Exception("unable to open database file"))
    with (
        patch("app.sessions.store.find", side_effect=gone),
        patch("app.sessions.owed.in_own_transaction", side_effect=gone),
        patch.object(db.session, "execute", side_effect=gone),
    ):
        yield


def test_every_cookie_of_the_visit_goes(person: Walker) -> None:
    assert cookies(person) == ["s", "n", "l"]
    person.open("/leave")
    assert cookies(person) == []


def test_the_page_leads_to_the_neutral_site_and_gives_nothing_away(person: Walker) -> None:
    response = client_of(person).get("/leave")
    assert response.status_code == 200
    assert f'content="0; url={NEUTRAL}"' in response.text
    kept = {name: response.headers[name] for name in ("Referrer-Policy", "Cache-Control", "Clear-Site-Data")}
    assert kept == {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Clear-Site-Data": '"storage"'}


def test_every_page_tells_scripts_the_same_neutral_site(person: Walker) -> None:
    for path in ("/", "/s/4", "/help", "/closed", "/nothing-here"):
        links = person.open(path).soup.select("a[href='/leave']")
        assert links, path
        assert {link["data-leave"] for link in links} == {NEUTRAL}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
    ],
)
def test_a_browser_that_looks_ahead_has_not_left(person: Walker, headers: dict[str, str]) -> None:
    assert client_of(person).get("/leave", headers=headers).status_code == 204
    assert person.open("/s/4").status == 200


def test_a_program_that_asks_whether_there_is_such_a_page_has_not_left(person: Walker) -> None:
    assert "Set-Cookie" not in client_of(person).head("/leave").headers
    assert person.open("/s/4").status == 200


def test_leaving_works_without_a_database_and_the_copied_cookie_is_dead_when_it_is_back(
    app: Flask, person: Walker
) -> None:
    thief = app.test_client()
    token = client_of(person).get_cookie("s")
    assert token is not None
    thief.set_cookie("s", token.value)
    with database_is_away():
        page = person.open("/leave")
    assert page.status == 200
    assert cookies(person) == []
    assert ClientBrowser(thief).get("/s/4").status == 410
