"""Where an act of staff, or of another system, came from: which session, which request, which address.

Nothing of it is ever known of a person who is screened: only the pages of staff and the API say who to ask.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import g, has_request_context, request

from app.vault import current_vault

_ID_BYTES: Final = 8
_KEPT: Final = "activity_origin"
REQUEST_ID: Final = "braid.request_id"  # where whoever numbers requests puts the number, in the environment of WSGI


@dataclass(frozen=True)
class Origin:
    """All three, or nothing at all."""

    session_mark: str | None = None
    request_id: str | None = None
    source: str | None = None


NOWHERE: Final = Origin()


def note_origin(session: Callable[[], str | None]) -> None:
    """Let whatever this request records say where it came from. `session`: asked at that moment for its session."""
    setattr(g, _KEPT, (request.environ.get(REQUEST_ID) or secrets.token_hex(_ID_BYTES), session))


def origin() -> Origin:
    """Where what is recorded now comes from."""
    if not has_request_context() or _KEPT not in g:
        return NOWHERE
    request_id, session = g.get(_KEPT)
    known = session()
    return Origin(mark_of_session(known) if known else None, request_id, request.remote_addr)


def mark_of_session(session: str) -> str:
    """What the log knows a session by. It says nothing of what opens the session."""
    return current_vault().blind_index("activity-session", session).hex()
