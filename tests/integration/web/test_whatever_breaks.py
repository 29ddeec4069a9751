"""Whatever part of an answer breaks, a page with the crisis numbers comes out, and nothing of what broke."""

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from unittest.mock import patch

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.crisis import last_resort
from tests.support.client_browser import NUMBERS

CANARY = "canary /home/braid/app.py psycopg SELECT secret FROM staff"
BETRAYS = ("canary", "Traceback", 'File "', "sqlalchemy", "werkzeug", "/home/", "psycopg", "SELECT", ".html")
BROKEN = RuntimeError(CANARY)
Fault = Callable[[Flask], AbstractContextManager[object]]


def function(name: str, error: BaseException = BROKEN) -> Fault:
    return lambda app: patch(name, side_effect=error)


def hooked(stage: str) -> Fault:
    """A step of every request that breaks: one more before or after all others, as the framework calls them."""

    def fails(*_: object) -> None:
        raise BROKEN

    return lambda app: patch.dict(getattr(app, stage), {None: [fails, *getattr(app, stage)[None]]})


def together(*faults: Fault) -> Fault:
    def both(app: Flask) -> ExitStack:
        stack = ExitStack()
        for fault in faults:
            stack.enter_context(fault(app))
        return stack

    return both


HANDLER = function("app.patient.start_routes.minutes")
ERROR_PAGE = function("app.web.errors.render_template")
# Where it breaks, and whether anything but the last resort is left to answer
FAULTS: dict[str, tuple[Fault, bool]] = {
    "opening the session": (function("app.sessions.interface.DatabaseSessions.open_session"), True),
    "finding the page": (function("werkzeug.routing.map.MapAdapter.match"), False),
    "before every page": (hooked("before_request_funcs"), False),
    "the page": (HANDLER, False),
    "its template": (function("app.patient.start_routes.render_template"), False),
    "a text of it": (function("flask_babel.Domain.gettext"), True),
    "the center it belongs to": (function("app.web.page_site._find"), True),
    "after every page": (hooked("after_request_funcs"), False),
    "compressing it": (function("app.web.compression._is_worth_it"), False),
    "saving the session": (function("app.sessions.interface.DatabaseSessions.save_session"), False),
    "the page and the error page": (together(HANDLER, ERROR_PAGE), True),
    "the page and the log": (together(HANDLER, function("logging.Logger.error")), True),
    "the page, the error page and the whole log": (
        together(HANDLER, ERROR_PAGE, function("logging.Logger._log")),
        True,
    ),
    "closing down after it": (hooked("teardown_request_funcs"), True),
    "memory": (function("app.patient.start_routes.minutes", MemoryError(CANARY)), False),
}


def asked(app: Flask) -> TestResponse:
    return app.test_client().get("/?canary=1", headers={"Accept-Encoding": "gzip"})


def page_of(response: TestResponse) -> str:
    body = response.get_data()
    return (gzip.decompress(body) if response.content_encoding else body).decode()


@pytest.mark.parametrize("fault", FAULTS)
def test_the_answer_is_a_page_with_the_crisis_numbers(app: Flask, fault: str) -> None:
    breaks, nothing_else_is_left = FAULTS[fault]
    asked(app)
    with breaks(app):
        response = asked(app)
    assert response.status_code in (200, 500)
    html = page_of(response)
    assert response.mimetype == "text/html"
    assert all(number in html for number in NUMBERS)
    assert [word for word in BETRAYS if word in html or word in str(response.headers)] == []
    if nothing_else_is_left:
        assert response.get_data() == last_resort.page()


def test_what_the_proxy_shows_when_braid_is_gone_is_the_same_page() -> None:
    from tests.support.live_server import ROOT

    assert (ROOT / "deploy" / "crisis.html").read_bytes() == last_resort.page()
