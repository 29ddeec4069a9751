"""Whatever is sent travels small: pages, errors and the one sheet of each room."""

import gzip
import re
from collections.abc import Callable
from unittest.mock import Mock, patch

import brotli
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.web import compression
from tests.support.client_browser import check_response

EXPAND: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
MOBILE = "gzip, deflate, br, zstd"


def expanded(response: TestResponse) -> str:
    return EXPAND[response.headers["Content-Encoding"]](response.get_data()).decode()


def sheets(page: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)


@pytest.mark.parametrize(("wanted", "sent"), [(MOBILE, "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip")])
def test_a_browser_gets_the_smallest_form_that_it_can_read(app: Flask, wanted: str, sent: str) -> None:
    client = app.test_client()
    plain, small = client.get("/help"), client.get("/help", headers={"Accept-Encoding": wanted})
    assert small.headers["Content-Encoding"] == sent
    assert expanded(small) == plain.get_data(as_text=True)


@pytest.mark.parametrize("wanted", [None, "", "identity", "br;q=0"])
def test_a_program_that_can_expand_nothing_gets_plain_text(app: Flask, wanted: str | None) -> None:
    response = app.test_client().get("/help", headers=None if wanted is None else {"Accept-Encoding": wanted})
    assert "Content-Encoding" not in response.headers
    assert 'href="tel:988"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing-here", 404), ("POST", "/help", 405), ("GET", "/staff/queue/none", 404), ("POST", "/s/1", 410)],
)
def test_an_error_travels_small_too_and_keeps_its_status(app: Flask, method: str, path: str, status: int) -> None:
    response = app.test_client().open(path, method=method, headers={"Accept-Encoding": MOBILE})
    assert response.status_code == status
    assert 'href="tel:988"' in expanded(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_what_was_sent_depends_on_what_can_be_read_and_says_so(app: Flask) -> None:
    client = app.test_client()
    for path in ("/", "/nothing-here", *sheets(client.get("/").get_data(as_text=True))):
        for wanted in (MOBILE, "identity"):
            assert "Accept-Encoding" in client.get(path, headers={"Accept-Encoding": wanted}).headers["Vary"], path


def test_asking_only_for_the_headers_tells_what_a_page_would_weigh(app: Flask) -> None:
    client = app.test_client()
    for path in ("/help", *sheets(client.get("/").get_data(as_text=True))):
        told, sent = (client.open(path, method=it, headers={"Accept-Encoding": MOBILE}) for it in ("HEAD", "GET"))
        assert told.get_data() == b""
        for name in ("Content-Length", "Content-Encoding", "Content-Type", "Cache-Control"):
            assert told.headers[name] == sent.headers[name], (path, name)


@pytest.mark.parametrize(("path", "own"), [("/", ".rows"), ("/staff/sign-in", ".queue")])
def test_each_room_has_one_sheet_with_the_colours_of_both(app: Flask, path: str, own: str) -> None:
    client = app.test_client()
    (address,) = sheets(client.get(path).get_data(as_text=True))
    response = client.get(address, headers={"Accept-Encoding": MOBILE})
    style = expanded(response)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert style.index("--paper:") < style.index(own)


def test_a_sheet_of_another_version_is_not_kept(app: Flask) -> None:
    response = app.test_client().get("/static/person.css?v=00000000", headers={"Accept-Encoding": MOBILE})
    assert response.headers["Cache-Control"] == "no-store"
    assert "--paper:" in expanded(response)


@pytest.mark.parametrize(
    "path", ["/static/", "/static/../__init__.py", "/static/%2e%2e/__init__.py", "/static//etc/hosts"]
)
def test_only_the_named_files_are_served(app: Flask, path: str) -> None:
    response = app.test_client().get(path, follow_redirects=True)
    assert response.status_code == 404
    assert 'href="tel:988"' in response.get_data(as_text=True)


def test_when_even_the_compressing_breaks_there_is_a_page_that_can_be_read(app: Flask) -> None:
    with patch.dict(compression.WAYS, br=Mock(side_effect=MemoryError)):
        response = app.test_client().get("/help", headers={"Accept-Encoding": MOBILE})
    assert response.status_code == 500
    assert "Content-Encoding" not in response.headers
    assert "Content-Security-Policy" in response.headers
    check_response("/help", response)
