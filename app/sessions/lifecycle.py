"""Beginning and ending a session. Rows are written in the caller's transaction; the cookie comes with the response."""

import secrets
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, g, has_request_context, request
from flask.globals import request_ctx

from app.extensions import begin_immediate, clock, db, one_at_a_time, uuid7
from app.sessions import cookies, store
from app.sessions.models import SessionRow
from app.sessions.session import Session, Stored
from app.settings import current_settings


class SessionOver(Exception):
    """The session was ended elsewhere while this request was running, so the request must not prolong it."""


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
    own, where it is stricter than that of its audience. Raises SessionOver where a member of staff would go on from a
    session of theirs that was ended meanwhile.
    """
    moment = clock.now()
    own = int(idle.total_seconds()) if idle is not None else None
    before = current().stored
    goes_on = before is not None and user_id is not None and before.user_id == user_id
    stored = Stored(uuid7(), cookies.new_token(), audience, user_id, moment, moment, own)
    return _replace(stored, values, goes_on=goes_on)


def rotate() -> Session:
    """Give the current session a new token: same values, same age. What the old token sealed must be sealed anew.

    Raises SessionOver.
    """
    session = current()
    if session.stored is None:
        raise RuntimeError("there is no session to rotate")
    old = session.stored
    values = {key: value for key, value in session.items() if key != "csrf_token"}
    new = replace(old, row_id=uuid7(), token=cookies.new_token(), last_seen_at=clock.now())
    return _replace(new, values, goes_on=True)


def end() -> None:
    """End the session of this request. Its row is revoked and its cookie deleted with the response. Never raises."""
    session = current()
    session.clear()
    g.pop("csrf_token", None)
    session.ended = True


def end_all_for(user_id: uuid.UUID, *, at: datetime | None = None) -> None:
    """End every session of a member of staff, in the caller's transaction; none of them can be prolonged meanwhile."""
    begin_immediate()
    one_at_a_time(user_id)
    db.session.execute(store.revocation(at or clock.now(), SessionRow.user_id == user_id))


def end_all() -> None:
    """End every session of everybody, in the caller's transaction."""
    db.session.execute(store.revocation(clock.now(), sa.true()))


def end_others_of(user_id: uuid.UUID) -> None:
    """End every session of a member of staff but the one of this request, in the caller's transaction."""
    begin_immediate()
    one_at_a_time(user_id)
    here = current().stored if has_request_context() else None
    others = [SessionRow.id != here.row_id] if here else []
    db.session.execute(store.revocation(clock.now(), sa.and_(SessionRow.user_id == user_id, *others)))


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


def _replace(stored: Stored, values: dict[str, Any], *, goes_on: bool) -> Session:
    session = current()
    begin_immediate()
    if stored.user_id:
        one_at_a_time(stored.user_id)
    if not _take_back(session) and goes_on:
        end()
        raise SessionOver
    g.pop("csrf_token", None)  # Flask-WTF remembers the token that it drew for this request
    session.clear()
    session.load(stored, {**values, "csrf_token": secrets.token_hex(32)})
    session.begun = _row(session, stored)
    db.session.add(session.begun)
    db.session.flush()
    session.lapsed = session.ended = False
    return session


def _take_back(session: Session) -> bool:
    """Revoke whatever this browser came with; False where the session of this request was ended already."""
    if session.brought is not None and (session.stored is None or session.brought != session.stored.token):
        _revoke(session.brought)
    return session.stored is not None and _revoke(session.stored.token)


def _revoke(token: bytes) -> bool:
    """By one statement, so that nobody takes for standing what is ended at this moment."""
    revoke = store.revocation(clock.now(), SessionRow.token_hash == store.hash_of(token))
    return db.session.scalar(revoke.returning(SessionRow.id)) is not None


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
