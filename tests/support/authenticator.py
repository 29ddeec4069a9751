"""An app on somebody's phone that shows codes, without the waiting: it gives the next one that still counts."""

import pyotp

from app.accounts.factor import STEP_SECONDS
from app.extensions import clock


class Authenticator:
    """Made from the key that a page shows, in groups or not."""

    def __init__(self, key: str) -> None:
        self.seed = "".join(key.split())
        self._codes = pyotp.HOTP(self.seed)
        self._last = 0

    def code(self) -> str:
        """The code of now, or the next one if that was given before; both are still good half a minute later."""
        now = int(clock.now().timestamp()) // STEP_SECONDS
        self._last = max(now, self._last + 1)
        assert self._last <= now + 1, "this half minute has no more codes: let the clock move"
        return self._codes.at(self._last)

    def code_at(self, steps: int) -> str:
        """The code of so many steps from now, given before or not."""
        return self._codes.at(int(clock.now().timestamp()) // STEP_SECONDS + steps)
