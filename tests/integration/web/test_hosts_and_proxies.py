"""Whose address a request says it came to and came from: believed of nobody but a proxy that the settings name."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request, url_for
from flask.testing import FlaskClient

from app.settings import Settings
from tests.support.client_browser import check_response
from tests.support.desk import desk_of
from tests.support.running import running

OURS, EVIL = "braid.example.org", "evil.example"


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An installation that knows its name."""
    chosen = replace(
        settings, trusted_hosts=(OURS, "localhost"), base_url=f"https://{OURS}", person_url=f"https://{OURS}"
    )
    with running(chosen) as app:
        yield app


@pytest.mark.parametrize(
    "host",
    [
        EVIL,
        f"{EVIL}:443",
        f"{OURS}.{EVIL}",
        f"{EVIL}.",
        f"{OURS}@{EVIL}",
        f"user:pass@{OURS}",
        f"{OURS}/{EVIL}",
        f"{OURS}#{EVIL}",
        f"{OURS}\\{EVIL}",
        f"{OURS}, {EVIL}",
        f"{EVIL},{OURS}",
        f"http://{OURS}",
        "xn--brad-8qa.example.org",
        "[::1",
        "",
    ],
)
def test_a_host_that_is_not_ours_is_refused_and_not_repeated(client: FlaskClient, host: str) -> None:
    for path in ("/", "/help", "/staff/sign-in", "/none"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code in (400, 421), (path, host)
        check_response("/", response)
        assert EVIL not in response.get_data(as_text=True) + str(response.headers)


@pytest.mark.parametrize("host", ["a..b", "." * 9, "x" * 300])
def test_a_host_that_nobody_can_have_is_refused_where_every_name_is_good(settings: Settings, host: str) -> None:
    with running(settings) as app:
        for path in ("/", "/s/1", "/staff/sign-in", "/api/v1/screenings"):
            response = app.test_client().get(path, headers={"Host": host})
            assert response.status_code == 400, path
            assert "988" in response.get_data(as_text=True)


@pytest.mark.parametrize("host", [OURS, f"{OURS}:8000"])
def test_our_own_host_is_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


HEADERS = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "666",
    "X-Forwarded-For": "198.51.100.9",
    "Forwarded": f"for=198.51.100.9;host={EVIL};proto=https",
    "X-Real-IP": "198.51.100.9",
    "X-Original-URL": "/staff/queue",
    "X-Rewrite-URL": "/staff/queue",
    "X-Host": EVIL,
}


@pytest.mark.parametrize("name", HEADERS)
def test_without_a_proxy_no_header_says_where_a_request_comes_from_or_goes_to(app: Flask, name: str) -> None:
    with app.test_request_context("/", headers={name: HEADERS[name]}):
        plain = (request.remote_addr, request.host, request.scheme, request.script_root, request.path)
        assert url_for("patient.start", _external=True) == "http://localhost/"
    with app.test_request_context("/"):
        assert plain == (request.remote_addr, request.host, request.scheme, request.script_root, request.path)
    response = app.test_client().get("/", headers={name: HEADERS[name]})
    assert response.status_code == 200
    assert "Let&#39;s look" in response.get_data(as_text=True) or "Let's look" in response.get_data(as_text=True)
    assert EVIL not in response.get_data(as_text=True)
    assert "Strict-Transport-Security" not in response.headers


def test_links_that_are_sent_begin_with_the_address_of_the_settings_whatever_was_asked(app: Flask) -> None:
    admin = desk_of(app, "admin")
    page = admin.get("/staff/account")
    assert page
    desk = desk_of(app, "coordinator")
    desk.client.environ_base.update({"HTTP_X_FORWARDED_HOST": EVIL, "HTTP_X_FORWARDED_PROTO": "http"})
    desk.post("/staff/invites", label="", days="14")
    (link,) = desk.get("/staff/invites").select("[data-link]")
    assert link.get_text().strip().startswith(f"https://{OURS}/i/")


def test_a_proxy_that_is_named_is_believed_and_only_its_own_words(settings: Settings) -> None:
    chosen = replace(
        settings, trusted_hosts=(OURS,), base_url=f"https://{OURS}", person_url=f"https://{OURS}", proxies=1
    )
    with running(chosen) as app:
        client = app.test_client()
        said = {"X-Forwarded-Host": OURS, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.9"}
        response = client.get("/", headers={"Host": "127.0.0.1:8000", **said})
        assert response.status_code == 200
        assert "Strict-Transport-Security" in response.headers
        forged = {**said, "X-Forwarded-Host": EVIL}
        assert client.get("/", headers={"Host": OURS, **forged}).status_code == 400
        prefixed = client.get("/", headers={"Host": OURS, **said, "X-Forwarded-Prefix": "/evil"})
        assert "/evil" not in prefixed.get_data(as_text=True)
