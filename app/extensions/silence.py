"""A database server that says nothing at all: one asks whether it is there again, and all others are told so at once.

A refusal comes back at once. Silence costs whoever asks the whole time that is allowed for a connection; with a few
people who wait for it no thread would be left for the pages that need no database: the first one, help, leaving.
"""

import logging
import time
from typing import Any, Final

import sqlalchemy as sa

log = logging.getLogger(__name__)
A_REFUSAL: Final = 1.0  # seconds: what fails sooner was said by somebody
PAUSE: Final = 3.0  # seconds for which nobody asks again


class Silence:
    """What one process knows of the server."""

    def __init__(self) -> None:
        self._ask_again_at: float | None = None

    def connect(self, dialect: sa.Dialect, _record: object, arguments: list[Any], named: dict[str, Any]) -> Any:  # noqa: ANN401 - the driver's own connection
        """Connect, or say at once that nobody answers. Listens to the engine."""
        driver = dialect.loaded_dbapi
        began = time.monotonic()
        if self._ask_again_at is not None:
            if began < self._ask_again_at:
                raise driver.OperationalError("the database server says nothing; it is asked again in a moment")
            self._ask_again_at = began + PAUSE  # whoever comes while this one asks need not wait as well
        try:
            connection = dialect.connect(*arguments, **named)
        except driver.Error:
            self._note(time.monotonic() - began)
            raise
        self._ask_again_at = None
        return connection

    def _note(self, waited: float) -> None:
        if waited < A_REFUSAL:
            self._ask_again_at = None
            return
        if self._ask_again_at is None:
            log.warning("the database server says nothing")
        self._ask_again_at = time.monotonic() + PAUSE
