"""Beginning and ending a session. Rows are written in the caller's transaction; the cookie comes with the response."""

import secrets
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, g, request
from flask.globals import request_ctx

from app.extensions import begin_immediate, clock, db, uuid7
from app.sessions import cookies, store
from app.sessions.models import SessionRow
from app.sessions.session import Session, Stored
from app.settings import current_settings


def current() -> Session:
    """The session of this request: the same object as `flask.session`, with its own type."""
    session = request_ctx.session
    if not isinstance(session, Session):
        raise TypeError("sessions are not connected to this application")
    return session


def begin(
    audience: str,
    *,
    user_id: uuid.UUID | None = None,
    idle: timedelta | None = None,
    **values: Any,  # noqa: ANN401 - any JSON value
) -> Session:
    """Start a new session under a new token and end the one there was.

    It holds `values` and a fresh csrf_token. The row is flushed and not committed, so that it stands or falls with what
    the caller writes beside it; if the caller does not commit, the browser gets no new cookie. `idle` is a limit of its
    own, where it is stricter than that of its audience.
    """
    moment = clock.now()
    own = int(idle.total_seconds()) if idle is not None else None
    return _replace(Stored(uuid7(), cookies.new_token(), audience, user_id, moment, moment, own), values)


def rotate() -> Session:
    """Give the current session a new token: same values, same age. What the old token sealed must be sealed anew."""
    session = current()
    if session.stored is None:
        raise RuntimeError("there is no session to rotate")
    old = session.stored
    values = {key: value for key, value in session.items() if key != "csrf_token"}
    new = replace(old, row_id=uuid7(), token=cookies.new_token(), last_seen_at=clock.now())
    return _replace(new, values)


def end() -> None:
    """End the session of this request. Its row is revoked and its cookie deleted with the response. Never raises."""
    session = current()
    session.clear()
    g.pop("csrf_token", None)
    session.ended = True


def end_all_for(user_id: uuid.UUID, *, at: datetime | None = None) -> None:
    """End every session of a member of staff, in the caller's transaction."""
    db.session.execute(store.revocation(at or clock.now(), SessionRow.user_id == user_id))


def end_one_of(user_id: uuid.UUID, row_id: uuid.UUID) -> bool:
    """End one session of a member of staff, in the caller's transaction; False if there is none such."""
    own = sa.and_(SessionRow.id == row_id, SessionRow.user_id == user_id)
    ended = store.revocation(clock.now(), own).returning(SessionRow.id)
    return db.session.scalar(ended) is not None


def end_brought(audience: str, response: Response) -> None:
    """End the session of the other audience that this browser brings, if any.

    Its row is revoked in the caller's transaction, its cookie deleted with the response.
    """
    production = current_settings().production
    if brought := cookies.read_token(request, audience, production=production):
        db.session.execute(store.revocation(clock.now(), SessionRow.token_hash == store.hash_of(brought)))
        cookies.delete_token(request, response, audience, production=production)


def token() -> bytes:
    """The secret of the current session, which only the browser keeps. Raises RuntimeError when there is none."""
    session = current()
    if session.stored is None:
        raise RuntimeError("there is no session")
    return session.stored.token


def _replace(stored: Stored, values: dict[str, Any]) -> Session:
    session = current()
    begin_immediate()
    for old in {session.brought, session.stored.token if session.stored else None}:
        if old is not None:
            db.session.execute(store.revocation(clock.now(), SessionRow.token_hash == store.hash_of(old)))
    g.pop("csrf_token", None)  # Flask-WTF remembers the token that it drew for this request
    session.clear()
    session.load(stored, {**values, "csrf_token": secrets.token_hex(32)})
    session.begun = _row(session, stored)
    db.session.add(session.begun)
    db.session.flush()
    session.lapsed = session.ended = False
    return session


def _row(session: Session, stored: Stored) -> SessionRow:
    return SessionRow(
        id=stored.row_id,
        token_hash=store.hash_of(stored.token),
        audience=stored.audience,
        user_id=stored.user_id,
        created_at=stored.created_at,
        last_seen_at=stored.last_seen_at,
        idle_seconds=stored.idle_seconds,
        payload=store.seal_payload(stored.token, stored.row_id, dict(session)),
    )
