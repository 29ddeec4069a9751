"""What `flask.session` is: a dict that knows its row, its token and whether it changed."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask.sessions import SessionMixin
from werkzeug.datastructures import CallbackDict

from app.extensions import clock
from app.sessions import lasting
from app.sessions.models import SessionRow


@dataclass(frozen=True)
class Stored:
    """Where a session is kept, and the token that opens it."""

    row_id: uuid.UUID
    token: bytes = field(repr=False)
    audience: str
    user_id: uuid.UUID | None
    created_at: datetime
    last_seen_at: datetime
    idle_seconds: int | None = None


class Session(CallbackDict[str, Any], SessionMixin):
    """The session of one request. Empty and unstored until something begins it.

    unavailable: the database could not be read, so nobody knows what the cookie stands for.
    timed_out: whose session this request found to be over, if it was of staff and nobody had noticed before.
    lapsed: the cookie stands for a session that is over (too old, idle too long, ended elsewhere).
    counts_as_activity: set it to False where the page made the request and not its reader (an automatic refresh).
    """

    def __init__(self, token: bytes | None = None) -> None:
        super().__init__({}, _note_change)
        self.brought = token  # what the browser sent, whether or not it is good for anything
        self.stored: Stored | None = None
        self.begun: SessionRow | None = None  # the row made by this request, which may yet be rolled back
        self.modified = False
        self.unavailable = False
        self.lapsed = False
        self.timed_out: uuid.UUID | None = None
        self.ended = False
        self.counts_as_activity = True

    def load(self, stored: Stored, values: dict[str, Any]) -> None:
        """Fill in what the database holds."""
        self.update(values)
        self.stored = stored
        self.modified = False

    def seconds_left(self) -> int | None:
        """How long it lasts if nothing more is done, in whole seconds; None when there is no session."""
        if self.stored is None:
            return None
        stored, seen = self.stored, clock.now() if self.is_due() else self.stored.last_seen_at
        end = lasting.ends_at(stored.audience, stored.created_at, seen, stored.idle_seconds)
        return max(0, int((end - clock.now()).total_seconds()))

    def is_due(self) -> bool:
        """Whether this request is to be written down as its latest use."""
        if self.stored is None or not self.counts_as_activity:
            return False
        return clock.now() - self.stored.last_seen_at >= lasting.seen_every(
            self.stored.audience, self.stored.idle_seconds
        )

    @property
    def audience(self) -> str | None:
        """Whose session it is: "person", "staff", or None when it is not stored."""
        return self.stored.audience if self.stored else None

    @property
    def user_id(self) -> uuid.UUID | None:
        """The member of staff it belongs to."""
        return self.stored.user_id if self.stored else None


def _note_change(session: CallbackDict[str, Any]) -> None:
    assert isinstance(session, Session)  # noqa: S101 - for the type checker; only a Session registers this
    session.modified = True
