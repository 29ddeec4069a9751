"""What the browser is told about the cookies: over HTTPS, over plain HTTP on this machine, and elsewhere."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.settings import Settings
from app.vault import load_keys

SECURE = [
    "https://braid.example.org",
    "https://127.0.0.1:8000",
    "http://braid.example.org",
    "http://127.0.0.1.evil.org",
]
LOOPBACK = ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000", "http://127.8.8.8"]


def cookie_set(client: FlaskClient, path: str, base_url: str) -> tuple[str, dict[str, str]]:
    """Name and attributes of the first cookie that a response sets: the one that holds the session's token."""
    header = client.post(path, base_url=base_url).headers["Set-Cookie"]
    pair, *attributes = [part.strip() for part in header.split(";")]
    name, _, value = pair.partition("=")
    assert len(value) == 43
    return name, {key: text for key, _, text in (attribute.partition("=") for attribute in attributes)}


@pytest.mark.parametrize("base_url", SECURE)
@pytest.mark.parametrize(
    ("path", "name", "same_site"), [("/begin", "__Host-s", "Strict"), ("/staff/begin", "__Host-a", "Lax")]
)
def test_a_cookie_is_secure_and_bound_to_its_host(
    client: FlaskClient, base_url: str, path: str, name: str, same_site: str
) -> None:
    expected = {"Secure": "", "HttpOnly": "", "Path": "/", "SameSite": same_site}
    assert cookie_set(client, path, base_url) == (name, expected)


@pytest.mark.parametrize("base_url", LOOPBACK)
@pytest.mark.parametrize(("path", "name", "same_site"), [("/begin", "s", "Strict"), ("/staff/begin", "a", "Lax")])
def test_over_plain_http_on_this_machine_it_has_a_plain_name(
    client: FlaskClient, base_url: str, path: str, name: str, same_site: str
) -> None:
    expected = {"HttpOnly": "", "Path": "/", "SameSite": same_site}
    assert cookie_set(client, path, base_url) == (name, expected)


@pytest.mark.parametrize("base_url", ["https://braid.example.org", "http://localhost"])
def test_the_session_works_there(client: FlaskClient, base_url: str) -> None:
    client.post("/begin", data={"draft": "7"}, base_url=base_url)
    assert client.get("/", base_url=base_url).json["values"] == {"draft": "7"}  # type: ignore[index]  # it is JSON
    client.post("/end", base_url=base_url)
    assert client.get("/", base_url=base_url).json["values"] == {}  # type: ignore[index]  # it is JSON


def test_a_cookie_is_taken_away_with_the_attributes_it_was_given_with(client: FlaskClient) -> None:
    client.post("/begin", base_url="https://braid.example.org")
    header = client.post("/end", base_url="https://braid.example.org").headers["Set-Cookie"]
    assert header.startswith("__Host-s=;")
    for attribute in ("Max-Age=0", "Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
        assert attribute in header.split("; ")


class TestProduction:
    """A proxy that hides the public address must not loosen the cookies."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        load_keys(settings.key_file, may_create=True)
        return replace(settings, env="production")

    def test_even_this_machine_gets_secure_cookies(self, app: Flask) -> None:
        name, attributes = cookie_set(app.test_client(), "/begin", "http://127.0.0.1:8000")
        assert name == "__Host-s"
        assert "Secure" in attributes
