"""How gunicorn is made to say as little, and to help as much, as the application it serves."""

import logging
import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import errors, wsgi
from gunicorn.workers.gthread import ThreadWorker

from app.web import logs
from app.web.last_resort import to_a_person

log = logging.getLogger(__name__)
wsgi.SERVER = "web"  # what every response announces in place of the name of the software
_STATUS: Final = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
}


class ServerLog(Logger):  # type: ignore[misc]  # publishes no types
    """gunicorn's own records, in the log of everything else. The settings of gunicorn change neither form nor level."""

    access_log_enabled = False

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 - gunicorn's own
        """Called at the start, and again when gunicorn is told to read its settings anew."""
        self.cfg = cfg
        logs.configure()
        for name in ("gunicorn.error", "gunicorn.access"):
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True
        self.error_log.setLevel(logging.INFO)

    def access(self, *_: object) -> None:
        """Write nothing: who asked for which address is nobody's business, and `request_log` says the rest."""


class Worker(ThreadWorker):  # type: ignore[misc]  # publishes no types
    """Answers what is no proper request with the page that needs nothing, and keeps neither it nor its sender."""

    def handle_error(self, _request: object, client: socket.socket, _address: object, error: Exception) -> None:
        """Answer, and let gunicorn close the connection: nobody knows where the next request would begin."""
        status = _status_of(error)
        log.warning("a request that cannot be answered: %s", type(error).__name__)
        answer = to_a_person(self.wsgi.extensions["braid.settings"].neutral_title)
        head = [f"HTTP/1.1 {status.value} {status.phrase}", "Connection: close"]
        head += [f"{name}: {value}" for name, value in answer.headers]
        with suppress(OSError):  # whoever sent it need not wait for an answer
            util.write_nonblock(client, "\r\n".join([*head, "", ""]).encode("latin-1") + answer.body)


def _status_of(error: Exception) -> HTTPStatus:
    if not isinstance(error, errors.ParseException):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return _STATUS.get(type(error), HTTPStatus.BAD_REQUEST)
