"""The outermost layer: whatever breaks inside, the answer is a page with the crisis numbers and never a blank one."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.crisis import last_resort
from app.web.headers import ALWAYS, NOTHING_AT_ALL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
HEADERS = ALWAYS | {"Content-Security-Policy": NOTHING_AT_ALL}


class LastResort:
    """WSGI middleware around the whole application."""

    def __init__(self, inner: "WSGIApplication", title: str) -> None:
        self.inner, self.page = inner, last_resort.page(title)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, or answer with the page that needs nothing."""
        try:
            return self.inner(environ, start_response)
        except Exception as error:
            log.critical("nothing else could answer: %s", type(error).__name__)
            body = self.page
            headers = [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(body))),
                ("Cache-Control", "no-store"),
                *HEADERS.items(),
            ]
            start_response("500 Internal Server Error", headers)
            return [body]
