import base64
from uuid import UUID

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from app.sessions.cookies import audience_of, new_token, read_token
from app.sessions.store import open_payload, seal_payload
from app.vault import Unreadable

ROW, OTHER_ROW = UUID(int=1), UUID(int=2)


def test_ten_thousand_tokens_are_all_different_and_full_length() -> None:
    tokens = {new_token() for _ in range(10_000)}
    assert len(tokens) == 10_000
    assert {len(token) for token in tokens} == {32}


def test_a_payload_opens_for_its_own_token_in_its_own_row_only() -> None:
    token = new_token()
    payload = seal_payload(token, ROW, {"draft": "7"})
    assert open_payload(token, ROW, payload) == {"draft": "7"}
    for other_token, row in ((token, OTHER_ROW), (new_token(), ROW)):
        with pytest.raises(Unreadable):
            open_payload(other_token, row, payload)


def request_with(cookie: str) -> Request:
    return Request(EnvironBuilder(headers=[("Cookie", f"s={cookie}")], base_url="http://localhost").get_environ())


def test_the_token_of_a_cookie_is_read_as_it_was_written() -> None:
    token = new_token()
    text = base64.urlsafe_b64encode(token).rstrip(b"=").decode()
    assert read_token(request_with(text), "person", production=False) == token


@pytest.mark.parametrize("junk", ["", "x", "A" * 42, "A" * 44, "=" * 43, "%00" * 10, "A" * 3000])
def test_what_cannot_be_a_token_is_not_even_looked_up(junk: str) -> None:
    assert read_token(request_with(junk), "person", production=False) is None


@pytest.mark.parametrize(
    ("path", "audience"),
    [
        ("/", "person"),
        ("/s/7", "person"),
        ("/staffing", "person"),
        ("/staff", "staff"),
        ("/staff/", "staff"),
        ("/staff/queue", "staff"),
        ("/Staff/queue", "person"),
        ("//staff/queue", "person"),
    ],
)
def test_each_address_belongs_to_one_audience(path: str, audience: str) -> None:
    assert audience_of(path) == audience
