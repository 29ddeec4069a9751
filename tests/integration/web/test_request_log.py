"""The log tells what an operator needs and nothing that anybody typed, came with, or came for."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

import pytest
from flask import Flask

from app.web import logs
from app.web.request_log import HEADER
from tests.support.client_browser import somebody
from tests.support.people import ACUTE


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as a server writes it, and everything as it was afterwards."""
    root = logging.getLogger()
    before, level, app_level = root.handlers, root.level, logging.getLogger("app").level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    logs.configure()
    yield stream
    root.handlers, root.level = before, level
    logging.getLogger("app").setLevel(app_level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_page_and_not_its_address(app: Flask, written: io.StringIO) -> None:
    response = app.test_client().get("/i/canary-token?canary=query", headers={"User-Agent": "canary"})
    (line,) = lines(written)
    assert line["request"] == response.headers[HEADER]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/i/<token>", response.status_code)
    assert datetime.fromisoformat(str(line["at"])).utcoffset() is not None
    assert str(line["at"]).endswith("+00:00")
    assert isinstance(line["ms"], int)
    assert set(line) == {"at", "level", "from", "request", "what", "method", "route", "status", "ms"}
    assert "canary" not in written.getvalue()


def test_an_address_that_no_page_has_leaves_no_trace_of_itself(app: Flask, written: io.StringIO) -> None:
    app.test_client().open("/canary", method="CANARY")
    (line,) = lines(written)
    assert (line["method"], line["route"], line["status"]) == ("other", None, 405 if line["status"] == 405 else 404)


def test_a_whole_screening_leaves_nothing_of_its_answers_whoever_asks_for_more(
    app: Flask, written: io.StringIO
) -> None:
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("app").setLevel(logging.DEBUG)
    walker = somebody(app, ACUTE | {"contact_name": "canary-name", "contact_phone": "555-0142"})
    walker.walk()
    found = lines(written)
    assert len(found) >= len(walker.seen)
    assert {line["level"] for line in found} <= {"info", "warning"}
    for told in ("canary", "555-0142", "phq9", "127.0.0.1", "csrf"):
        assert told not in written.getvalue()


def test_an_error_says_where_and_of_what_kind_but_not_what_it_said(app: Flask, written: io.StringIO) -> None:
    with patch("app.patient.start_routes.minutes", side_effect=KeyError("canary \x1b[31m\u2028")):
        app.test_client().get("/")
    error, answered = lines(written)
    assert str(error["what"]).startswith("KeyError")
    assert "start_routes.py" in str(error["what"])
    assert (error["request"], answered["status"]) == (answered["request"], 500)
    assert "canary" not in written.getvalue()


def test_no_sign_of_a_record_can_begin_another_line(written: io.StringIO) -> None:
    logging.getLogger("app").warning("a\r\n{}\u2028\x85\x1b[2J")
    (line,) = lines(written)
    assert line["what"] == "a\r\n{}\u2028\x85\x1b[2J"
    assert written.getvalue().isascii()
    assert written.getvalue().count("\n") == 1


def test_what_an_exception_quotes_stays_out_of_the_log(written: io.StringIO) -> None:
    try:
        raise ValueError("canary")
    except ValueError:
        logging.getLogger("app").exception("it broke")
    (line,) = lines(written)
    assert (line["what"], line["error"]) == ("it broke", "ValueError")
    assert "test_request_log.py" in str(line["places"])
    assert "canary" not in written.getvalue()
