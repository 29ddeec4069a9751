"""Passkeys are bound to the one address that an installation was given."""

import pytest
from flask import Flask

from app.accounts.relying_party import RelyingParty, relying_party
from app.settings import Settings


def party_of(base_url: str) -> RelyingParty | None:
    app = Flask(__name__)
    app.extensions["braid.settings"] = Settings(env="test", base_url=base_url)
    with app.app_context():
        return relying_party()


@pytest.mark.parametrize(
    ("base_url", "name", "origin"),
    [
        ("https://braid.example.org", "braid.example.org", "https://braid.example.org"),
        ("https://Braid.Example.org:443", "braid.example.org", "https://braid.example.org"),
        ("https://braid.example.org:8443", "braid.example.org", "https://braid.example.org:8443"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
    ],
)
def test_a_name_or_this_very_machine_is_where_passkeys_work(base_url: str, name: str, origin: str) -> None:
    assert party_of(base_url) == RelyingParty(name, origin)


@pytest.mark.parametrize("base_url", ["https://192.0.2.7", "http://192.0.2.7:8000", "http://braid.example.org"])
def test_a_number_and_plain_http_from_elsewhere_are_not(base_url: str) -> None:
    assert party_of(base_url) is None
