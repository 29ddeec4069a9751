"""One line for each request: which page, what came of it, how long it took. Never who asked, with what, or for whom."""

import logging
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, request

from app.activity.origin import REQUEST_ID
from app.web import logs
from app.web.counting import Counts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
HEADER: Final = "X-Request-Id"
ROUTE: Final = "braid.route"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Note which page it is: as the table of pages has it, for an address may hold a token."""

    @app.url_value_preprocessor
    def note_route(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule else None


class RequestLog:
    """WSGI middleware around everything else, the last resort included."""

    def __init__(self, inner: "WSGIApplication", counts: Counts | None = None) -> None:
        """`counts`: where each request is counted, too."""
        self.inner, self.counts = inner, counts

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, with the number of the request in a header, and write the line."""
        began, number, status = time.monotonic(), secrets.token_hex(8), ""
        logs.request_id.set(number)
        environ[REQUEST_ID] = number

        def start(said: str, headers: list[tuple[str, str]], *more: Any) -> Any:  # noqa: ANN401 - as WSGI has it
            nonlocal status
            status = said
            return start_response(said, [*headers, (HEADER, number)], *more)

        try:
            return self.inner(environ, start)
        finally:
            with suppress(Exception):  # whatever is wrong with the log, the answer goes out
                self._tell(_line(environ, status), time.monotonic() - began)

    def _tell(self, line: dict[str, object], seconds: float) -> None:
        log.info("answered", extra={logs.FIELDS: {**line, "ms": round(seconds * 1000)}})
        if self.counts:
            self.counts.answered(line["method"], line["route"], line["status"], seconds)


def _line(environ: "WSGIEnvironment", status: str) -> dict[str, object]:
    method = environ.get("REQUEST_METHOD")
    return {
        "method": method if method in METHODS else "other",
        "route": environ.get(ROUTE),
        "status": int(status[:3] or 0),
    }
