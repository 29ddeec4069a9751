"""What holds for every address of the person's side, whoever asks for it and however wrongly."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.web.headers import ALWAYS
from tests.support.client_browser import ClientBrowser, check_response, somebody
from tests.support.desk import desk_of, hand_over
from tests.support.people import ACUTE
from tests.support.walker import Walker

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS")
ENDINGS = ("/leave", "/start", "/close", "/delete", "/kiosk", "/finish")
# Scripts but the one of ours, and whatever else runs or loads by itself
RUNS = "script:not([src^='/static/person.js'][type=module]), iframe, img, object, embed, [style], [onclick], style"


def person_rules(app: Flask) -> list[Rule]:
    """Every address; those that end what is under way come last."""
    rules = [rule for rule in app.url_map.iter_rules() if str(rule.endpoint).startswith("patient.")]
    return sorted(rules, key=lambda rule: str(rule.rule) in ENDINGS)


def address_of(rule: Rule) -> str:
    return str(rule.rule).replace("<int:number>", "23").replace("<token>", "none")


def browsers(app: Flask) -> list[ClientBrowser]:
    """Somebody who never began, one in the middle of a crisis, one who has sent, and devices of the centre."""
    midway = somebody(app, ACUTE)
    midway.walk(until="/h/")
    sent = somebody(app, ACUTE)
    sent.walk()
    walkers = [midway, sent, *devices(app)]
    return [ClientBrowser(app.test_client()), *(walker.browser for walker in walkers)]  # type: ignore[list-item]  # all are


def devices(app: Flask) -> list[Walker]:
    """One device of the centre in the hands of somebody who answers, and one that was sent from."""
    desk = desk_of(app, "coordinator")
    walkers = [somebody(app, ACUTE) for _ in range(2)]
    for walker, until in zip(walkers, ("/h/", "/received"), strict=True):
        walker.open("/kiosk")
        walker.go_on(pin=hand_over(desk))
        walker.walk(until)
    return walkers


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_and_every_refusal_has_the_crisis_numbers_and_one_neutral_title(app: Flask, language: str) -> None:
    for browser in browsers(app):
        browser.client.set_cookie("l", language)
        for rule in person_rules(app):
            for method in METHODS:
                response = browser.client.open(address_of(rule), method=method, headers={"Origin": browser.origin})
                check_response(address_of(rule), response)
                assert response.status_code < 500, (method, rule)


@pytest.mark.parametrize(
    "path", ["/nothing-here", "/s/x", "/s/1.css", "/static/none.css", "/S/1", "/s/0", "/staffroom"]
)
def test_an_address_that_does_not_exist_is_a_page_with_help(app: Flask, path: str) -> None:
    response = app.test_client().get(path)
    assert response.status_code in (404, 410)
    check_response(path, response)


def test_every_response_carries_the_security_headers(app: Flask) -> None:
    client = app.test_client()
    for path in ("/", "/help", "/s/1", "/nothing-here", "/healthz", "/staff/sign-in"):
        response = client.get(path)
        for name, value in ALWAYS.items():
            assert response.headers[name] == value, (path, name)
        assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_static_files_may_be_kept_for_ever_and_pages_not_at_all(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/").get_data(as_text=True)
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        with client.get(address) as fingerprinted, client.get(address.split("?")[0]) as plain:
            assert "immutable" in fingerprinted.headers["Cache-Control"]
            assert plain.headers["Cache-Control"] == "no-store"


def test_no_page_asks_anything_of_another_site_but_links(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk()
    walker.open("/result")
    walker.open("/help")
    for page in walker.seen:
        assert not page.soup.select(RUNS), page.path
        for tag in page.soup.select("[href^=http], [src^=http], [action^=http]"):
            assert tag.name == "a", page.path
            assert tag.get("rel") == ["noreferrer", "noopener"], page.path


def test_leaving_is_a_page_of_its_own_that_ends_the_session_and_tells_the_next_site_nothing(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk(until="/h/")
    assert isinstance(walker.browser, ClientBrowser)
    response = walker.browser.client.get("/leave")
    assert response.status_code == 200
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert 'http-equiv="refresh"' in response.get_data(as_text=True)


def test_health_is_one_word(app: Flask) -> None:
    assert app.test_client().get("/healthz").get_data() == b"ok"


def test_a_page_that_cannot_go_forward_has_no_continue_and_others_have_exactly_one(app: Flask) -> None:
    walker = somebody(app, ACUTE)
    walker.walk()
    walker.open("/result")
    for device in devices(app):
        walker.seen += device.seen
    for page in walker.seen:
        buttons = page.soup.select("[name=continue]")
        last = page.path in ("/received", "/result")
        assert len(buttons) == (0 if last else 1), page.path
