"""The log of a server: a JSON object a line, in UTC, with the request it belongs to and nothing that anybody typed."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

LONGEST: Final = 2000
FIELDS: Final = "braid"  # where a record of ours carries more than its sentence
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class JsonLines(logging.Formatter):
    """Writes a record as one line. Of an error: what kind and where, never its message, which may quote somebody."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "request": request_id.get(),
            "what": record.getMessage()[:LONGEST],
            **getattr(record, FIELDS, {}),
        }
        if record.exc_info and record.exc_info[0]:
            line |= {"error": record.exc_info[0].__name__, "places": _places(record)}
        return json.dumps(line)  # in ASCII: no control character and no odd end of a line gets through


def _places(record: logging.LogRecord) -> list[str]:
    frames = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def configure() -> None:
    """Write all that this process logs to standard error. Nothing below INFO, whoever asks: what libraries say there is
    not ours to choose.
    """
    logging.raiseExceptions = False  # it would print what a record was made of
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("app").setLevel(logging.INFO)
