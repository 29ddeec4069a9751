"""The outermost layer: whatever breaks inside, the answer is a page with the crisis numbers and never a blank one.

A program gets a problem document instead, which has them too.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from app.crisis import last_resort
from app.sessions.interface import FOR_PROGRAMS
from app.web import problem
from app.web.headers import ALWAYS, NOTHING_AT_ALL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
HEADERS = ALWAYS | {"Content-Security-Policy": NOTHING_AT_ALL, "Cache-Control": "no-store"}


class Answer(NamedTuple):
    """What is said when nothing can be asked any more: made when the server starts."""

    kind: str
    body: bytes
    link: str = ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All of them."""
        link = [("Link", self.link)] if self.link else []
        return [("Content-Type", self.kind), ("Content-Length", str(len(self.body))), *link, *HEADERS.items()]


def to_a_person(title: str) -> Answer:
    """The page that needs nothing."""
    return Answer("text/html; charset=utf-8", last_resort.page(title))


TO_A_PROGRAM: Final = Answer(problem.TYPE, problem.document(500).encode(), problem.LINK)


class LastResort:
    """WSGI middleware around the whole application."""

    def __init__(self, inner: "WSGIApplication", title: str) -> None:
        self.inner, self.page = inner, to_a_person(title)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer, or answer with what needs nothing."""
        try:
            return self.inner(environ, start_response)
        except Exception as error:
            with suppress(Exception):  # the log may be what is broken
                log.critical("nothing else could answer: %s", type(error).__name__)
            is_program = str(environ.get("PATH_INFO", "")).startswith(FOR_PROGRAMS)
            answer = TO_A_PROGRAM if is_program else self.page
            start_response("500 Internal Server Error", answer.headers)
            return [answer.body]
